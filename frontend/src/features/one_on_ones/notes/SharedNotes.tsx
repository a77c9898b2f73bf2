import { Button, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import {
  Suspense,
  lazy,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useViewer } from '@/lib/session';
import { Markdown } from '@/ui/Markdown';
import { SavedMark } from '@/ui/SavedMark';
import { Section } from '@/ui/Section';
import { fromBase64 } from './bytes';
import { NotesField } from './NotesField';
import { NotSaved } from './NotSaved';
import { OtherHere } from './OtherHere';
import classes from './notes.module.css';
import { NotesSession } from './session';
import { wireTo } from './wire';

const HistoryDialog = lazy(() => import('./HistoryDialog'));

export const SharedNotesFragment = graphql(`
  fragment SharedNotes_meeting on OneOnOneMeeting {
    id
    state
    notesEditable
    notesState {
      update
      number
    }
    series {
      id
      other {
        id
        name
      }
    }
  }
`);

type Meeting = DocumentType<typeof SharedNotesFragment>;

interface SharedNotesProps {
  meeting: FragmentType<typeof SharedNotesFragment>;
}

/** What the two write down together, both at once, with or without a network. */
export default function SharedNotes({ meeting: masked }: SharedNotesProps) {
  const meeting = unmask(SharedNotesFragment, masked);
  const [visit, setVisit] = useState(0);
  return (
    <Notes
      key={`${meeting.id} ${visit}`}
      meeting={meeting}
      onDiscarded={() => setVisit((number) => number + 1)}
    />
  );
}

function useNotesSession(meeting: Meeting): NotesSession {
  const client = useClient();
  const viewer = useViewer();
  const { t } = useTranslation('common');
  const now = useRef({ client, t });
  useLayoutEffect(() => {
    now.current = { client, t };
  });
  const [session] = useState(
    () =>
      new NotesSession({
        meetingId: meeting.id,
        viewerId: viewer.personId,
        wire: wireTo(meeting.id, () => now.current),
        initial: {
          update: fromBase64(meeting.notesState.update),
          number: meeting.notesState.number,
        },
        editable: meeting.notesEditable,
      }),
  );
  useEffect(() => {
    session.open();
    return () => session.close();
  }, [session]);
  // Whenever the page was read again, for whatever reason, the text is in it too.
  const { update, number } = meeting.notesState;
  useEffect(() => session.merge(fromBase64(update), number), [session, update, number]);
  return session;
}

function Notes({ meeting, onDiscarded }: { meeting: Meeting; onDiscarded: () => void }) {
  const { t } = useTranslation('notes');
  const session = useNotesSession(meeting);
  const status = useSyncExternalStore(session.subscribe, session.current);
  // Late edits are possible for a while, but whoever opens a closed meeting mostly reads.
  const [view, setView] = useState<'write' | 'read'>(meeting.state === 'OPEN' ? 'write' : 'read');
  const [history, setHistory] = useState(false);
  const description = useId();
  const { name } = meeting.series.other;
  const editable = meeting.notesEditable && status.editable && !status.gone;

  return (
    <Section title={t('title')} look="card" aside={<SavedMark state={status.saved} />}>
      <div className={classes.tools}>
        {editable ? (
          <SegmentedControl
            size="xs"
            aria-label={t('view')}
            value={view}
            onChange={(value) => setView(value as typeof view)}
            data={[
              { value: 'write', label: t('view.write') },
              { value: 'read', label: t('view.read') },
            ]}
          />
        ) : null}
        <OtherHere other={status.other} />
        <Button
          className={classes.history ?? ''}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconHistory size={16} aria-hidden="true" />}
          onClick={() => setHistory(true)}
        >
          {t('history')}
        </Button>
      </div>
      <NotSaved session={session} status={status} onDiscarded={onDiscarded} />
      {editable && view === 'write' ? (
        <NotesField
          session={session}
          ready={status.ready}
          other={status.other}
          label={t('title')}
          describedBy={description}
          placeholder={t('placeholder')}
        />
      ) : (
        <NotesText session={session} />
      )}
      {editable ? (
        <p id={description} className={classes.note}>
          {t('both', { name })}
          <VisuallyHidden> {t('markdown')}</VisuallyHidden>
        </p>
      ) : (
        <p className={classes.note}>{t('closed')}</p>
      )}
      <Suspense fallback={null}>
        {history ? (
          <HistoryDialog
            meetingId={meeting.id}
            session={session}
            editable={editable}
            onClose={() => setHistory(false)}
          />
        ) : null}
      </Suspense>
    </Section>
  );
}

/** The text as it reads, changing while the other writes. */
function NotesText({ session }: { session: NotesSession }) {
  const { t } = useTranslation('notes');
  const text = useSyncExternalStore(
    (changed) => {
      session.text.observe(changed);
      return () => session.text.unobserve(changed);
    },
    () => session.text.toString(),
  );
  return text.trim() ? (
    <div className={classes.text}>
      <Markdown>{text}</Markdown>
    </div>
  ) : (
    <p className={classes.none}>{t('none')}</p>
  );
}
