import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import EditGoalDialog from './goals/EditGoalDialog';
import { GOAL_FIELDS, GoalFields, inputOf, isWhole, NEW_GOAL } from './goals/GoalFields';
import { useGoalReaders } from './readers';
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
  }
`);

type Plan = DocumentType<typeof GoalDialogFragment>;

interface GoalDialogProps {
  plan: FragmentType<typeof GoalDialogFragment>;
  /** Which goal to change; none to add one. */
  goalId: string | null;
  /** In which focus area a new one stands at first. */
  focusAreaId?: string;
  /** Who reads it, as words. */
  readers: string;
  /** What a change means where others have agreed. */
  note: ReactNode;
  onClose: () => void;
}

/** A goal of a plan, new or in other words. */
export default function GoalDialog(props: GoalDialogProps) {
  const { plan: masked, goalId, focusAreaId = '', readers, note, onClose } = props;
  const plan = unmask(GoalDialogFragment, masked);
  const goal = plan.goals.find((one) => one.id === goalId);
  if (goal) {
    return (
      <EditGoalDialog
        goal={goal}
        focusAreas={plan.focusAreas}
        readers={readers}
        note={note}
        onClose={onClose}
      />
    );
  }
  return goalId === null ? (
    <AddGoal plan={plan} focusAreaId={focusAreaId} readers={readers} note={note} onClose={onClose} />
  ) : null;
}

interface AddGoalProps extends Pick<GoalDialogProps, 'readers' | 'note'> {
  plan: Plan;
  focusAreaId: string;
  onClose: () => void;
}

function AddGoal({ plan, focusAreaId, readers, note, onClose }: AddGoalProps) {
  const { t } = useTranslation(['development', 'common']);
  const add = useAddGoal();
  const { value, change, clear, restored } = useDraft(`development.newGoal:${plan.id}:${focusAreaId}`, {
    ...NEW_GOAL,
    focusAreaId,
  });
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
        {note}
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
