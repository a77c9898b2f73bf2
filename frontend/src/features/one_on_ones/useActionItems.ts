import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';

const AddActionItem = graphql(`
  mutation AddActionItem($input: AddActionItemInput!) {
    addActionItem(input: $input) {
      ... on AddActionItemSuccess {
        actionItem {
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

const EditActionItem = graphql(`
  mutation EditActionItem($input: EditActionItemInput!) {
    editActionItem(input: $input) {
      ... on EditActionItemSuccess {
        actionItem {
          id
          version
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

const SetActionItemState = graphql(`
  mutation SetActionItemState($input: SetActionItemStateInput!) {
    setActionItemState(input: $input) {
      ... on SetActionItemStateSuccess {
        actionItem {
          id
          state
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

export const useAddActionItem = () => useCommand(AddActionItem);
export const useEditActionItem = () => useCommand(EditActionItem);

type State = 'OPEN' | 'DONE' | 'DROPPED';
type AnyState = State | 'BECAME_GOAL' | 'HANDED_OVER';

/** Keeps, drops or reopens a promise; says so, with a way back. */
export function useSetActionItemState() {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const { run, pending } = useCommand(SetActionItemState);

  const set = async (id: string, state: State) => {
    const outcome = await run({ input: { actionItemId: id, state } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    return outcome.ok;
  };

  return {
    pending,
    run: async (promise: { id: string; body: string; state: AnyState }, state: State) => {
      const done = await set(promise.id, state);
      if (done && state !== 'OPEN') {
        const words =
          state === 'DONE'
            ? t('promises.done', { promise: promise.body })
            : t('promises.dropped', { promise: promise.body });
        toast(words, {
          label: t('common:action.undo'),
          run: () => void set(promise.id, 'OPEN'),
        });
      }
      return done;
    },
  };
}
