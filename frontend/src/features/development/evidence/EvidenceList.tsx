import { ActionIcon, Button } from '@mantine/core';
import {
  IconChecklist,
  IconExternalLink,
  IconHeartHandshake,
  IconMessageCircle,
  IconNote,
  IconPaperclip,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { sizeText } from '@/lib/useFileUpload';
import { RelativeTime, useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Markdown } from '@/ui/Markdown';
import { PersonName } from '@/ui/PersonLine';
import classes from '../development.module.css';
import { useRemoveEvidence } from './useEvidence';

export const EvidenceListFragment = graphql(`
  fragment EvidenceList_goal on Goal {
    id
    title
    evidence {
      id
      kind
      title
      body
      url
      createdAt
      canRemove
      author {
        id
        ...PersonLine_person
      }
      file {
        id
        fileName
        size
        url
      }
      source {
        title
        path
        at
      }
    }
  }
`);

type Evidence = DocumentType<typeof EvidenceListFragment>['evidence'][number];

const ICONS = {
  NOTE: IconNote,
  LINK: IconExternalLink,
  FILE: IconPaperclip,
  FEEDBACK: IconMessageCircle,
  KUDOS: IconHeartHandshake,
  ACTION_ITEM: IconChecklist,
};

/** What shows how a goal goes: notes, links, files, and what others said or one has done. */
export function EvidenceList({ goal: masked }: { goal: FragmentType<typeof EvidenceListFragment> }) {
  const goal = unmask(EvidenceListFragment, masked);
  const { t } = useTranslation('development');
  const [going, setGoing] = useState<Evidence | null>(null);
  if (goal.evidence.length === 0) return null;
  return (
    <>
      <ul className={classes.evidence} aria-label={t('evidence.of', { goal: goal.title })}>
        {goal.evidence.map((one) => (
          <Line key={one.id} evidence={one} onRemove={() => setGoing(one)} />
        ))}
      </ul>
      {going ? <RemoveDialog evidence={going} onClose={() => setGoing(null)} /> : null}
    </>
  );
}

function Line({ evidence, onRemove }: { evidence: Evidence; onRemove: () => void }) {
  const { t } = useTranslation('development');
  const Icon = ICONS[evidence.kind];
  return (
    <li className={classes.evidenceLine}>
      <Icon size={18} stroke={1.7} role="img" aria-label={t(`evidence.kind.${evidence.kind}`)} />
      <div className={classes.evidenceWords}>
        <What evidence={evidence} />
        <p className={classes.meta}>
          <PersonName person={evidence.author} />
          <RelativeTime at={evidence.createdAt} />
        </p>
      </div>
      {evidence.canRemove ? (
        <ActionIcon
          className={classes.remove ?? ''}
          variant="subtle"
          color="gray"
          size={44}
          data-no-print
          aria-label={t('evidence.remove', { what: nameOf(evidence) || t(`evidence.kind.${evidence.kind}`) })}
          onClick={onRemove}
        >
          <IconTrash size={18} stroke={1.7} />
        </ActionIcon>
      ) : null}
    </li>
  );
}

function nameOf(evidence: Evidence): string {
  return evidence.title || evidence.source?.title || evidence.file?.fileName || evidence.url;
}

function What({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation('development');
  const { locale } = useDates();
  const { kind, source, file } = evidence;
  const name = nameOf(evidence);
  switch (kind) {
    case 'NOTE':
      return (
        <>
          {evidence.title ? <p className={classes.evidenceName}>{evidence.title}</p> : null}
          {evidence.body ? <Markdown>{evidence.body}</Markdown> : null}
        </>
      );
    case 'LINK':
      return (
        <>
          <p className={classes.evidenceName}>
            <a href={evidence.url} target="_blank" rel="noopener noreferrer">
              {name}
            </a>{' '}
            {evidence.title ? <span className={classes.dim}>{hostOf(evidence.url)}</span> : null}
          </p>
          {evidence.body ? <Markdown>{evidence.body}</Markdown> : null}
        </>
      );
    case 'FILE':
      return (
        <>
          <p className={classes.evidenceName}>
            {file ? (
              <>
                <a href={file.url} download>
                  {name}
                </a>{' '}
                <span className={classes.dim}>{sizeText(file.size, locale)}</span>
              </>
            ) : (
              t('evidence.fileGone')
            )}
          </p>
          {evidence.body ? <Markdown>{evidence.body}</Markdown> : null}
        </>
      );
    default:
      return (
        <>
          <p className={classes.evidenceName}>
            {source ? (
              <Link to={source.path}>{source.title || t(`evidence.kind.${kind}`)}</Link>
            ) : (
              t(`evidence.hidden.${kind}`)
            )}
          </p>
          {evidence.body ? <Markdown>{evidence.body}</Markdown> : null}
        </>
      );
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}

function RemoveDialog({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const { t } = useTranslation(['development', 'common']);
  const remove = useRemoveEvidence();

  async function send() {
    const outcome = await remove.run({ input: { id: evidence.id } });
    if (outcome.ok) onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('evidence.removeTitle')} size="sm">
      <Form onSubmit={() => void send()}>
        <p>{evidence.file ? t('evidence.removeFile') : t('evidence.removeText')}</p>
        <FormError>{remove.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('goal.keep')}
          </Button>
          <Button type="submit" color="red" loading={remove.pending}>
            {t('evidence.removeTitle')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
