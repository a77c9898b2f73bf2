import { useCallback } from 'react';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const UndoReviewDecline = graphql(`
  mutation UndoReviewDecline($input: UndoNominationRefusalInput!) {
    undoNominationRefusal(input: $input) {
      ... on UndoNominationRefusalSuccess {
        review {
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

/** Takes back that one will not write: a review and its nomination are one row under two names. */
export function useUndoDecline() {
  const command = useCommand(UndoReviewDecline);
  const { run } = command;
  return {
    pending: command.pending,
    error: command.error(),
    run: useCallback((reviewId: string) => run({ input: { reviewId } }), [run]),
  };
}
