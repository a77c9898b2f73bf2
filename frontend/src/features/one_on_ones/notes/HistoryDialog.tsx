import { Button, VisuallyHidden } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { DateTimeText } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './history.module.css';
import type { NotesSession } from './session';
import { type Piece, changesBetween, piecesBetween } from './versions';

const PAGE = 30;

const NotesHistory = graphql(`
  query NotesHistory($id: ID!, $first: Int!, $after: String) {
    meeting(id: $id) {
      id
      notesVersions(first: $first, after: $after) {
        totalCount
        pageInfo {
          endCursor
        }
        edges {
          node {
            id
            text
            createdAt
            author {
              id
              name
              isViewer
            }
          }
        }
      }
    }
  }
`);

type Meeting = NonNullable<DocumentType<typeof NotesHistory>['meeting']>;
type Version = Meeting['notesVersions']['edges'][number]['node'];

interface HistoryDialogProps {
  meetingId: string;
  session: NotesSession;
  editable: boolean;
  onClose: () => void;
}

/** How the notes read before: who changed what and when, and the way back. */
export default function HistoryDialog(props: HistoryDialogProps) {
  const { meetingId, session, editable, onClose } = props;
  const { t } = useTranslation('notes');
  // The pages before the one that is read now.
  const [read, setRead] = useState<{ versions: Version[]; after: string | null }>({
    versions: [],
    after: null,
  });
  const result = useQuery({
    query: NotesHistory,
    variables: { id: meetingId, first: PAGE, after: read.after },
    requestPolicy: 'network-only',
  });

  const bringBack = (text: string) => {
    const changes = changesBetween(session.text.toString(), text);
    if (changes.length > 0) session.change(changes);
    onClose();
    toast(t('history.back'), { label: t('undo'), run: () => session.undo.undo() });
  };

  return (
    <Dialog opened onClose={onClose} title={t('history.title')} size="lg">
      <Query result={result}>
        {({ meeting }) => {
          if (!meeting) return <NotThere />;
          const { edges, totalCount, pageInfo } = meeting.notesVersions;
          const versions = [...read.versions, ...edges.map(({ node }) => node)];
          return (
            <Versions
              versions={versions}
              total={totalCount}
              onMore={() => setRead({ versions, after: pageInfo.endCursor })}
              now={session.text.toString()}
              {...(editable ? { onBringBack: bringBack } : {})}
            />
          );
        }}
      </Query>
    </Dialog>
  );
}

interface VersionsProps {
  versions: Version[];
  total: number;
  onMore: () => void;
  /** How the notes read at this moment. */
  now: string;
  onBringBack?: (text: string) => void;
}

function Versions({ versions, total, onMore, now, onBringBack }: VersionsProps) {
  const { t } = useTranslation(['notes', 'common']);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const heading = useId();
  const index = Math.max(0, versions.findIndex(({ id }) => id === chosen));
  const version = versions[index];
  if (!version) return <p className={classes.none}>{t('history.none')}</p>;
  const older = versions[index + 1];
  // The oldest that is here may have an older one that is not loaded yet.
  const before = older?.text ?? (index + 1 < total ? version.text : '');

  return (
    <div className={classes.columns}>
      <div className={classes.list}>
        <ul role="list" aria-label={t('history.versions')}>
          {versions.map((one, place) => (
            <li key={one.id}>
              <button
                type="button"
                className={classes.version}
                aria-current={place === index ? 'true' : undefined}
                onClick={() => setChosen(one.id)}
              >
                <span>
                  <DateTimeText at={one.createdAt} />
                </span>
                <span className={classes.who}>
                  <Author version={one} />
                  {place === 0 ? <span className={classes.newest}>{t('history.newest')}</span> : null}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {versions.length < total ? (
          <Button variant="subtle" size="compact-sm" onClick={onMore}>
            {t('common:action.more')}
          </Button>
        ) : null}
      </div>
      <section className={classes.shown} aria-labelledby={heading}>
        <h3 id={heading} className={classes.when}>
          <DateTimeText at={version.createdAt} />
        </h3>
        <ChangedText before={before} after={version.text} />
        {version.text === now ? (
          <p className={classes.who}>{t('history.now')}</p>
        ) : onBringBack ? (
          <div className={classes.foot}>
            <Button variant="default" onClick={() => onBringBack(version.text)}>
              {t('history.bringBack')}
            </Button>
            <span className={classes.who}>{t('history.bringBackNote')}</span>
          </div>
        ) : null}
      </section>
    </div>
  );
}

function Author({ version: { author } }: { version: Version }) {
  const { t } = useTranslation('notes');
  if (!author) return <>{t('history.bothOfYou')}</>;
  return <>{author.isViewer ? t('history.you') : author.name}</>;
}

/** A text with what was added and taken out marked, by more than a colour. */
function ChangedText({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('notes');
  const pieces = useMemo(() => piecesBetween(before, after), [before, after]);
  if (pieces.every(({ text }) => !text.trim())) {
    return <p className={classes.none}>{t('history.empty')}</p>;
  }
  return (
    <div className={classes.text} tabIndex={0} role="group" aria-label={t('history.text')}>
      {pieces.map((piece, place) => (
        <ChangedPiece key={place} piece={piece} />
      ))}
    </div>
  );
}

function ChangedPiece({ piece: { kind, text } }: { piece: Piece }) {
  const { t } = useTranslation('notes');
  if (kind === 'same') return <>{text}</>;
  const Mark = kind === 'added' ? 'ins' : 'del';
  return (
    <Mark className={classes[kind]}>
      <VisuallyHidden>{t(`history.${kind}`)} </VisuallyHidden>
      {text}
    </Mark>
  );
}
