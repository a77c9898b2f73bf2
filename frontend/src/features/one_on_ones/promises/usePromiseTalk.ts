import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';

const CommentOnActionItem = graphql(`
  mutation CommentOnActionItem($input: CommentOnActionItemInput!) {
    commentOnActionItem(input: $input) {
      ... on CommentOnActionItemSuccess {
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

const EditActionItemComment = graphql(`
  mutation EditActionItemComment($input: EditActionItemCommentInput!) {
    editActionItemComment(input: $input) {
      ... on EditActionItemCommentSuccess {
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

const DeleteActionItemComment = graphql(`
  mutation DeleteActionItemComment($input: DeleteActionItemCommentInput!) {
    deleteActionItemComment(input: $input) {
      ... on DeleteActionItemCommentSuccess {
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

const TurnActionItemIntoGoal = graphql(`
  mutation TurnActionItemIntoGoal($input: TurnActionItemIntoGoalInput!) {
    turnActionItemIntoGoal(input: $input) {
      ... on TurnActionItemIntoGoalSuccess {
        actionItem {
          id
          state
        }
        goal {
          id
          plan {
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

export const useComment = () => useCommand(CommentOnActionItem);
export const useEditComment = () => useCommand(EditActionItemComment);
export const useTurnIntoGoal = () => useCommand(TurnActionItemIntoGoal);

/** Deletes one's own comment; undoing writes it anew. */
export function useDeleteComment(actionItemId: string) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const { run, pending } = useCommand(DeleteActionItemComment);
  const add = useComment();
  return {
    pending,
    run: async ({ id, body }: { id: string; body: string }) => {
      const outcome = await run({ input: { commentId: id } });
      if (!outcome.ok) {
        toast(outcome.refusal?.message ?? outcome.fault ?? '');
        return;
      }
      toast(t('comments.deleted'), {
        label: t('common:action.undo'),
        run: () => void add.run({ input: { actionItemId, body } }),
      });
    },
  };
}
