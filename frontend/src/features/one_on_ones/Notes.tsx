import { Button, Skeleton, Textarea } from '@mantine/core';
import { Suspense, lazy, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useAutosave } from '@/lib/useAutosave';
import { useCommand } from '@/lib/useCommand';
import { SavedMark } from '@/ui/SavedMark';
import { Section } from '@/ui/Section';
import classes from './one_on_ones.module.css';
import { Seen } from './Seen';

export const NotesFragment = graphql(`
  fragment Notes_meeting on OneOnOneMeeting {
    id
    privateNotes
    privateNotesVersion
    series {
      id
      other {
        id
        name
      }
    }
    ...SharedNotes_meeting
  }
`);

// With the editor comes Yjs, which no other page needs.
const Live = lazy(() => import('./notes/SharedNotes'));

const SavePrivateNotes = graphql(`
  mutation SavePrivateNotes($input: SavePrivateNotesInput!) {
    savePrivateNotes(input: $input) {
      ... on SavePrivateNotesSuccess {
        meeting {
          id
          privateNotesVersion
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

interface NotesProps {
  meeting: FragmentType<typeof NotesFragment>;
  reload: () => void;
}

/** What the two write down together, at the same time. */
export function SharedNotes({ meeting: masked }: { meeting: FragmentType<typeof NotesFragment> }) {
  const meeting = unmask(NotesFragment, masked);
  return (
    <Suspense fallback={<Skeleton height={320} radius="md" />}>
      <Live meeting={meeting} />
    </Suspense>
  );
}

/** What only the viewer reads, before and after the meeting too. */
export function PrivateNotes({ meeting: masked, reload }: NotesProps) {
  const meeting = unmask(NotesFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const { run, refusal } = useCommand(SavePrivateNotes, { quiet: true });
  const save = useCallback(
    async (text: string, version: number) => {
      const outcome = await run({ input: { meetingId: meeting.id, text, version } });
      return outcome.ok
        ? { ok: true as const, version: outcome.data.meeting.privateNotesVersion }
        : { ok: false as const, conflict: outcome.refusal?.kind === 'CONFLICT' };
    },
    [run, meeting.id],
  );
  return (
    <NotesField
      title={t('notes.private')}
      placeholder={t('notes.privatePlaceholder')}
      seen={t('notes.privateSee', { name: meeting.series.other.name })}
      name={`one_on_ones.private:${meeting.id}`}
      text={meeting.privateNotes}
      version={meeting.privateNotesVersion}
      refused={refusal && refusal.kind !== 'CONFLICT' ? refusal.message : undefined}
      save={save}
      reload={reload}
    />
  );
}

interface NotesFieldProps {
  title: string;
  placeholder: string;
  seen: string;
  name: string;
  text: string;
  version: number;
  refused: string | undefined;
  save: Parameters<typeof useAutosave>[0]['save'];
  reload: () => void;
}

function NotesField(props: NotesFieldProps) {
  const { title, placeholder, seen, name, text, version, refused, save, reload } = props;
  const { t } = useTranslation('one_on_ones');
  const notes = useAutosave({ key: name, server: { text, version }, save, reload });

  return (
    <Section title={title} look="card" aside={<SavedMark state={notes.state} />}>
      {notes.theirs === undefined ? null : (
        <div className={classes.theirs} role="alert">
          <h3>{t('notes.conflictTitle')}</h3>
          <p>{t('notes.conflictText')}</p>
          <pre>{notes.theirs}</pre>
          <div className={classes.buttons}>
            <Button onClick={notes.joinBoth}>{t('notes.joinBoth')}</Button>
            <Button variant="default" onClick={notes.keepMine}>
              {t('notes.keepMine')}
            </Button>
            <Button variant="default" onClick={notes.takeTheirs}>
              {t('notes.takeTheirs')}
            </Button>
          </div>
        </div>
      )}
      <Textarea
        autosize
        minRows={5}
        maxRows={30}
        size="md"
        aria-label={title}
        placeholder={placeholder}
        value={notes.text}
        error={refused}
        onChange={(event) => notes.change(event.currentTarget.value)}
        onBlur={() => void notes.flush()}
      />
      <Seen>{seen}</Seen>
    </Section>
  );
}
