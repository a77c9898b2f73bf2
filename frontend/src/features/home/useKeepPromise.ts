import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';

const KeepPromise = graphql(`
  mutation KeepPromise($input: SetActionItemStateInput!) {
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

/** Marks a promise as kept, with a way back. */
export function useKeepPromise() {
  const { t } = useTranslation(['home', 'common']);
  const { run, pending } = useCommand(KeepPromise);

  const set = async (id: string, state: 'DONE' | 'OPEN') => {
    const outcome = await run({ input: { actionItemId: id, state } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    return outcome.ok;
  };

  return {
    pending,
    run: async (promise: { id: string; body: string }) => {
      if (await set(promise.id, 'DONE')) {
        toast(t('promise.kept', { promise: promise.body }), {
          label: t('common:action.undo'),
          run: () => void set(promise.id, 'OPEN'),
        });
      }
    },
  };
}
