import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { NoteToUse } from './Uses';
import { useTurnFeedbackIntoGoal } from './useNoteActs';

const PlansForFeedback = graphql(`
  query PlansForFeedback {
    viewer {
      developmentPlans {
        id
        title
        canEdit
        visibleTo {
          id
          name
          isViewer
        }
      }
    }
  }
`);

interface IntoGoalDialogProps {
  note: NoteToUse;
  onClose: () => void;
}

/** Advice becomes a goal of a plan of one's own; only the goal's own words go along. */
export default function IntoGoalDialog({ note, onClose }: IntoGoalDialogProps) {
  const { t } = useTranslation('feedback');
  const result = useQuery({ query: PlansForFeedback });
  return (
    <Dialog opened onClose={onClose} title={t('goal.title')}>
      <Query result={result}>
        {({ viewer }) => {
          const plans = (viewer?.developmentPlans ?? []).filter((plan) => plan.canEdit);
          return plans.length === 0 ? (
            <EmptyState
              title={t('goal.noPlan')}
              example={t('goal.noPlanExample')}
              action={
                <Button component={Link} to={paths.draftPlan('')}>
                  {t('goal.toPlans')}
                </Button>
              }
            />
          ) : (
            <Words note={note} plans={plans} onClose={onClose} />
          );
        }}
      </Query>
    </Dialog>
  );
}

interface WordsProps extends IntoGoalDialogProps {
  plans: { id: string; title: string; visibleTo: { id: string; name: string; isViewer: boolean }[] }[];
}

const FIELDS = ['planId', 'title', 'description', 'dueOn'] as const;

function Words({ note, plans, onClose }: WordsProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const navigate = useNavigate();
  const turn = useTurnFeedbackIntoGoal();
  const { value, change, clear } = useDraft(`feedback.goal:${note.id}`, {
    planId: plans[0]?.id ?? '',
    title: firstLine(note.nextStep),
    description: '',
    dueOn: '',
  });
  const plan = plans.find((one) => one.id === value.planId) ?? plans[0];
  const readers = (plan?.visibleTo ?? []).filter((one) => !one.isViewer).map((one) => one.name);

  async function send() {
    if (!plan) return;
    const outcome = await turn.run({
      input: {
        noteId: note.id,
        planId: plan.id,
        title: value.title,
        description: value.description,
        dueOn: value.dueOn || null,
      },
    });
    if (!outcome.ok) return;
    const { goal } = outcome.data;
    clear();
    toast(t('goal.done'), {
      label: t('open'),
      run: () => void navigate(paths.goal(goal.plan?.id, goal.id)),
    });
    onClose();
  }

  return (
    <Form onSubmit={() => void send()}>
      {plans.length > 1 ? (
        <NativeSelect
          label={t('goal.plan')}
          value={plan?.id ?? ''}
          error={turn.fieldError('planId')}
          onChange={(event) => change({ planId: event.currentTarget.value })}
          data={plans.map((one) => ({ value: one.id, label: one.title }))}
        />
      ) : null}
      <TextInput
        label={t('goal.name')}
        description={t('goal.nameHint')}
        required
        maxLength={200}
        data-autofocus
        value={value.title}
        error={turn.fieldError('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('goal.description')}
        autosize
        minRows={2}
        maxRows={12}
        value={value.description}
        error={turn.fieldError('description')}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('goal.dueOn')}
        value={value.dueOn}
        error={turn.fieldError('dueOn')}
        onChange={(event) => change({ dueOn: event.currentTarget.value })}
      />
      <FormError>{turn.error(...FIELDS)}</FormError>
      <WhoWillSee>
        {readers.length > 0
          ? t('goal.whoSees', { names: new Intl.ListFormat(t('listLocale')).format(readers) })
          : t('goal.whoSeesMe')}
      </WhoWillSee>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={turn.pending} disabled={!value.title.trim()}>
          {t('goal.send')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** A goal's name is one line: the first one of the advice, cut at a word. */
function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length <= 120 ? line : `${line.slice(0, 120).replace(/\s\S*$/u, '')}…`;
}
