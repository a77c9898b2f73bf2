import { Button, Textarea } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useAutosave } from '@/lib/useAutosave';
import { useCommand } from '@/lib/useCommand';
import { Markdown } from '@/ui/Markdown';
import { SavedMark } from '@/ui/SavedMark';
import { Section } from '@/ui/Section';
import classes from './one_on_ones.module.css';
import { Seen } from './TalkingPoints';

export const NotesFragment = graphql(`
  fragment Notes_meeting on OneOnOneMeeting {
    id
    state
    sharedNotes
    sharedNotesVersion
    sharedNotesEditedBy {
      id
      name
      isViewer
    }
    privateNotes
    privateNotesVersion
    series {
      id
      other {
        id
        name
      }
    }
  }
`);

const SaveSharedNotes = graphql(`
  mutation SaveSharedNotes($input: SaveSharedNotesInput!) {
    saveSharedNotes(input: $input) {
      ... on SaveSharedNotesSuccess {
        meeting {
          id
          sharedNotesVersion
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

/** What the two write down together; it saves itself, and a clash shows both versions. */
export function SharedNotes({ meeting: masked, reload }: NotesProps) {
  const meeting = unmask(NotesFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const { run, refusal } = useCommand(SaveSharedNotes, { quiet: true });
  const save = useCallback(
    async (text: string, version: number) => {
      const outcome = await run({ input: { meetingId: meeting.id, text, version } });
      return outcome.ok
        ? { ok: true as const, version: outcome.data.meeting.sharedNotesVersion }
        : { ok: false as const, conflict: outcome.refusal?.kind === 'CONFLICT' };
    },
    [run, meeting.id],
  );
  const editor = meeting.sharedNotesEditedBy;
  return (
    <NotesField
      title={t('notes.shared')}
      placeholder={t('notes.sharedPlaceholder')}
      seen={t('notes.sharedSee', { name: meeting.series.other.name })}
      edited={editor && !editor.isViewer ? t('notes.editedBy', { name: editor.name }) : undefined}
      name={`one_on_ones.shared:${meeting.id}`}
      open={meeting.state === 'OPEN'}
      text={meeting.sharedNotes}
      version={meeting.sharedNotesVersion}
      refused={refusal && refusal.kind !== 'CONFLICT' ? refusal.message : undefined}
      save={save}
      reload={reload}
    />
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
      open
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
  edited?: string | undefined;
  name: string;
  open: boolean;
  text: string;
  version: number;
  refused: string | undefined;
  save: Parameters<typeof useAutosave>[0]['save'];
  reload: () => void;
}

function NotesField(props: NotesFieldProps) {
  const { title, placeholder, seen, edited, name, open, text, version, refused, save, reload } = props;
  const { t } = useTranslation('one_on_ones');
  const notes = useAutosave({ key: name, server: { text, version }, save, reload });

  if (!open) {
    return (
      <Section title={title} look="card">
        {text ? <Markdown>{text}</Markdown> : <p className={classes.quiet}>{t('notes.none')}</p>}
      </Section>
    );
  }
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
      <div className={classes.addRow}>
        <Seen>{seen}</Seen>
        {edited ? <span className={classes.see}>{edited}</span> : null}
      </div>
    </Section>
  );
}
