import { Button, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './feedback.module.css';
import { useRequestFeedback } from './useRequestFeedback';

const PersonToAsk = graphql(`
  query PersonToAsk($id: ID!) {
    person(id: $id) {
      id
      name
    }
  }
`);

const EXAMPLES = ['work', 'meeting', 'change', 'keep'] as const;
const FIELDS = ['personId', 'question', 'dueOn'] as const;

interface RequestFeedbackDialogProps {
  /** The person whom another page offered; empty to choose. */
  of: string;
  onClose: () => void;
}

/** Ask somebody for feedback about oneself. */
export default function RequestFeedbackDialog({ of, onClose }: RequestFeedbackDialogProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const [{ data }] = useQuery({ query: PersonToAsk, variables: { id: of }, pause: !of });
  const { value: draft, change, clear } = useDraft(`feedback.request:${of}`, {
    people: [] as PickedPerson[],
    question: '',
    dueOn: '',
  });
  const request = useRequestFeedback();
  const offered = data?.person ? [{ id: data.person.id, name: data.person.name }] : [];
  const people = draft.people.length > 0 ? draft.people : offered;
  const person = people[0];

  async function run() {
    if (!person) return;
    const outcome = await request.run({
      input: { personId: person.id, question: draft.question, dueOn: draft.dueOn || null },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('request.done', { name: person.name }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('request.title')}>
      <Form onSubmit={() => void run()}>
        <PersonPicker
          label={t('request.whom')}
          value={people}
          onChange={(next) => change({ people: next })}
          error={request.fieldError('personId')}
          required
          autoFocus={!of}
        />
        <Textarea
          label={t('request.question')}
          description={t('request.questionHint')}
          autosize
          minRows={3}
          required
          data-autofocus={of ? true : undefined}
          value={draft.question}
          error={request.fieldError('question')}
          onChange={(event) => change({ question: event.currentTarget.value })}
        />
        <ul className={classes.examples} aria-label={t('request.examples')}>
          {EXAMPLES.map((example) => (
            <li key={example}>
              <button
                type="button"
                className={classes.example}
                onClick={() => change({ question: t(`request.example.${example}`) })}
              >
                {t(`request.example.${example}`)}
              </button>
            </li>
          ))}
        </ul>
        <TextInput
          type="date"
          label={t('request.dueOn')}
          value={draft.dueOn}
          error={request.fieldError('dueOn')}
          onChange={(event) => change({ dueOn: event.currentTarget.value })}
        />
        <FormError>{request.error(...FIELDS)}</FormError>
        <WhoWillSee>
          {person ? t('request.whoSees', { name: person.name }) : t('whoSees.unknown')}
        </WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" disabled={!person} loading={request.pending}>
            {t('request.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
