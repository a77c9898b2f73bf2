import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const EditFeedback = graphql(`
  mutation EditFeedback($input: EditFeedbackInput!) {
    editFeedback(input: $input) {
      ... on EditFeedbackSuccess {
        note {
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

/** Changes what one wrote, while that is possible. */
export const useEditFeedback = () => useCommand(EditFeedback);
