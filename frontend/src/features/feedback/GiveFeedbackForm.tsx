import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FeedbackVisibility } from '@/gql/graphql';
import { Form, FormActions, FormError } from '@/ui/Form';
import type { PickedPerson } from '@/ui/PersonPicker';
import { SavedMark } from '@/ui/SavedMark';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { DraftNotice } from './drafts/DraftNotice';
import { useServerDraft } from './drafts/useServerDraft';
import classes from './feedback.module.css';
import { Recipient, type To, useTeams } from './give/Recipient';
import { EMPTY_NOTE, NOTE_FIELDS, NoteFields } from './NoteFields';
import { useGiveFeedback } from './useGiveFeedback';
import { hasChoice, usePersonsReaders, useWhoSees, Visibility } from './Visibility';

/** A question that is answered, and who reads the answer where the question itself settles that. */
export interface Answering {
  id: string;
  /** Fixed by the question; null where the writer chooses. */
  visibility: FeedbackVisibility | null;
  readers: string[];
}

interface GiveFeedbackFormProps {
  /** Whom it is for, where that is settled; else it can be chosen. */
  recipient?: PickedPerson;
  /** The question that it answers. */
  request?: Answering;
  onGiven: (noteId: string, name: string) => void;
  onCancel?: () => void;
}

const EMPTY = {
  ...EMPTY_NOTE,
  to: 'person' as To,
  people: [] as PickedPerson[],
  departmentId: '',
  visibility: 'RECIPIENT' as FeedbackVisibility,
};

/** Feedback, asked for or not. What is typed is kept until it is given. */
export function GiveFeedbackForm({ recipient, request, onGiven, onCancel }: GiveFeedbackFormProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const address = request ? `answer:${request.id}` : `give:${recipient?.id ?? 'new'}`;
  const draft = useServerDraft(address, EMPTY);
  const { value, change, clear } = draft;
  const give = useGiveFeedback();
  const toTeam = !recipient && value.to === 'team';
  const { teams, team } = useTeams(value.departmentId, toTeam);
  const person = toTeam ? undefined : (recipient ?? value.people[0]);
  const persons = usePersonsReaders(person?.id);
  const readers = team ? { team: { name: team.name, count: team.count } } : persons;
  const visibility = request?.visibility ?? (hasChoice(readers) ? value.visibility : 'RECIPIENT');
  const chosenSees = useWhoSees(readers, visibility);
  const names = new Intl.ListFormat(t('listLocale')).format(request?.readers ?? []);
  const whoSees = request?.visibility ? t('whoSees.fixed', { names }) : chosenSees;

  async function run() {
    if (!person && !team) return;
    const { situation, behaviour, impact, nextStep } = value;
    const outcome = await give.run({
      input: {
        recipientId: person?.id ?? null,
        ...(team ? { departmentId: team.id } : {}),
        requestId: request?.id ?? null,
        situation,
        behaviour,
        impact,
        nextStep,
        visibility,
      },
    });
    if (!outcome.ok) return;
    clear();
    onGiven(outcome.data.note.id, person?.name ?? team?.name ?? '');
  }

  return (
    <Form onSubmit={() => void run()} label={t('give.title')}>
      <DraftNotice
        draft={draft}
        linesOf={(fields) => NOTE_FIELDS.map((field) => [t(`part.${field}`), fields[field]] as const)}
      />
      {recipient ? null : (
        <Recipient
          to={value.to}
          people={value.people}
          departmentId={value.departmentId}
          teams={teams}
          change={change}
          fieldError={give.fieldError}
        />
      )}
      {request?.visibility ? null : (
        <Visibility
          value={visibility}
          onChange={(next) => change({ visibility: next })}
          readers={readers}
        />
      )}
      <NoteFields value={value} change={change} fieldError={give.fieldError} />
      <FormError>{give.error(...NOTE_FIELDS, 'recipientId', 'departmentId')}</FormError>
      <WhoWillSee>{whoSees}</WhoWillSee>
      <FormActions>
        <span className={classes.saved}>
          <SavedMark state={draft.state} />
        </span>
        {onCancel ? (
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
        ) : null}
        <Button
          type="submit"
          disabled={(!person && !team) || draft.state === 'conflict'}
          loading={give.pending}
        >
          {t('give.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
