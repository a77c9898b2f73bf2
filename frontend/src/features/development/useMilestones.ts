import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';

const AddMilestone = graphql(`
  mutation AddMilestone($input: AddMilestoneInput!) {
    addMilestone(input: $input) {
      ... on AddMilestoneSuccess {
        goal {
          id
          milestones {
            id
          }
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

const SetMilestoneDone = graphql(`
  mutation SetMilestoneDone($input: SetMilestoneDoneInput!) {
    setMilestoneDone(input: $input) {
      ... on SetMilestoneDoneSuccess {
        goal {
          id
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

const RemoveMilestone = graphql(`
  mutation RemoveMilestone($input: RemoveMilestoneInput!) {
    removeMilestone(input: $input) {
      ... on RemoveMilestoneSuccess {
        goal {
          id
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

/** One more step on the way to a goal. */
export const useAddMilestone = () => useCommand(AddMilestone);

/** Ticks a step off or opens it again. Says why when it was refused, and answers whether it was done. */
export function useSetMilestoneDone() {
  const { run } = useCommand(SetMilestoneDone);
  return async (milestoneId: string, done: boolean): Promise<boolean> => {
    const outcome = await run({ input: { milestoneId, done } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    return outcome.ok;
  };
}

interface Removed {
  id: string;
  title: string;
  dueOn: string | null;
  done: boolean;
}

/** Takes a step away, with a way back: it then stands at the end of the steps. */
export function useRemoveMilestone(goalId: string) {
  const { t } = useTranslation(['development', 'common']);
  const { run } = useCommand(RemoveMilestone);
  const add = useAddMilestone();
  const setDone = useSetMilestoneDone();

  const bringBack = async ({ title, dueOn, done }: Removed) => {
    const outcome = await add.run({ input: { goalId, title, dueOn } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    const last = outcome.data.goal.milestones.at(-1);
    if (done && last) await setDone(last.id, true);
  };

  return async (milestone: Removed) => {
    const outcome = await run({ input: { milestoneId: milestone.id } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    toast(t('step.removed', { step: milestone.title }), {
      label: t('common:action.undo'),
      run: () => void bringBack(milestone),
    });
  };
}
