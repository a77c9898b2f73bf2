import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { EditNote } from './EditNote';
import EditGoalDialog from './goals/EditGoalDialog';
import { GOAL_FIELDS, GoalFields, inputOf, isWhole, NEW_GOAL } from './goals/GoalFields';
import { useGoalReaders, useReaders } from './readers';
import { Restored } from './Restored';
import { useAddGoal } from './useGoals';

export const GoalDialogFragment = graphql(`
  fragment GoalDialog_plan on DevelopmentPlan {
    id
    person {
      id
      isViewer
    }
    focusAreas {
      id
      title
    }
    goals {
      id
      ...EditGoalDialog_goal
    }
    ...EditNote_plan
    ...Readers_plan
  }
`);

type Plan = DocumentType<typeof GoalDialogFragment>;

interface GoalDialogProps {
  plan: FragmentType<typeof GoalDialogFragment>;
  /** Which goal to change; none to add one. */
  goalId: string | null;
  /** In which focus area a new one stands at first. */
  focusAreaId?: string;
  onClose: () => void;
}

/** A goal of a plan, new or in other words. */
export default function GoalDialog({ plan: masked, goalId, focusAreaId = '', onClose }: GoalDialogProps) {
  const plan = unmask(GoalDialogFragment, masked);
  const goal = plan.goals.find((one) => one.id === goalId);
  const readers = useReaders(plan);
  if (goal) {
    return (
      <EditGoalDialog
        goal={goal}
        focusAreas={plan.focusAreas}
        readers={readers}
        note={<EditNote plan={plan} />}
        onClose={onClose}
      />
    );
  }
  return goalId === null ? <AddGoal plan={plan} focusAreaId={focusAreaId} onClose={onClose} /> : null;
}

interface AddGoalProps {
  plan: Plan;
  focusAreaId: string;
  onClose: () => void;
}

function AddGoal({ plan, focusAreaId, onClose }: AddGoalProps) {
  const { t } = useTranslation(['development', 'common']);
  const add = useAddGoal();
  const { value, change, clear, restored } = useDraft(`development.newGoal:${plan.id}:${focusAreaId}`, {
    ...NEW_GOAL,
    focusAreaId,
  });
  const readers = useReaders(plan);
  const whoSees = useGoalReaders(readers, value.visibility);

  async function send() {
    const outcome = await add.run({ input: { planId: plan.id, ...inputOf(value) } });
    if (!outcome.ok) return;
    clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('goal.add')}>
      <Form onSubmit={() => void send()}>
        <Restored shown={restored} onDiscard={clear} />
        <GoalFields
          value={value}
          change={change}
          fieldError={add.fieldError}
          focusAreas={plan.focusAreas}
          forReport={!plan.person.isViewer}
        />
        <FormError>{add.error(...GOAL_FIELDS)}</FormError>
        <EditNote plan={plan} />
        <WhoWillSee>{whoSees}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={add.pending} disabled={!isWhole(value)}>
            {t('goal.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
