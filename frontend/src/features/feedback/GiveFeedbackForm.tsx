import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FeedbackVisibility } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { EMPTY_NOTE, NOTE_FIELDS, NoteFields } from './NoteFields';
import { useGiveFeedback } from './useGiveFeedback';
import { useReaders, useWhoSees, Visibility } from './Visibility';

interface GiveFeedbackFormProps {
  /** Whom it is for, where that is settled; else it can be chosen. */
  recipient?: PickedPerson;
  /** The question that it answers. */
  requestId?: string;
  onGiven: (noteId: string, name: string) => void;
  onCancel?: () => void;
}

/** Feedback, asked for or not. What is typed is kept until the server has it. */
export function GiveFeedbackForm({ recipient, requestId, onGiven, onCancel }: GiveFeedbackFormProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const address = requestId ? `feedback.answer:${requestId}` : `feedback.give:${recipient?.id ?? ''}`;
  const { value: draft, change, clear, restored } = useDraft(address, {
    ...EMPTY_NOTE,
    people: [] as PickedPerson[],
    visibility: 'RECIPIENT' as FeedbackVisibility,
  });
  const give = useGiveFeedback();
  const person = recipient ?? draft.people[0];
  const readers = useReaders(person?.id);
  const whoSees = useWhoSees(readers, draft.visibility);
  const visibility = readers.manager ? draft.visibility : 'RECIPIENT';

  async function run() {
    if (!person) return;
    const { situation, behaviour, impact, nextStep } = draft;
    const outcome = await give.run({
      input: {
        recipientId: person.id,
        requestId: requestId ?? null,
        situation,
        behaviour,
        impact,
        nextStep,
        visibility,
      },
    });
    if (!outcome.ok) return;
    clear();
    onGiven(outcome.data.note.id, person.name);
  }

  return (
    <Form onSubmit={() => void run()} label={t('give.title')}>
      {restored ? (
        <span>
          {t('common:draft.restored')}{' '}
          <Button variant="subtle" size="compact-sm" onClick={clear}>
            {t('common:draft.discard')}
          </Button>
        </span>
      ) : null}
      {recipient ? null : (
        <PersonPicker
          label={t('give.to')}
          value={draft.people}
          onChange={(people) => change({ people })}
          error={give.fieldError('recipientId')}
          required
          autoFocus
        />
      )}
      <Visibility
        value={visibility}
        onChange={(next) => change({ visibility: next })}
        readers={readers}
      />
      <NoteFields value={draft} change={change} fieldError={give.fieldError} />
      <FormError>{give.error(...NOTE_FIELDS, 'recipientId')}</FormError>
      <WhoWillSee>{whoSees}</WhoWillSee>
      <FormActions>
        {onCancel ? (
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
        ) : null}
        <Button type="submit" disabled={!person} loading={give.pending}>
          {t('give.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
