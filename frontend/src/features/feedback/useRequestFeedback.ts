import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const RequestFeedback = graphql(`
  mutation RequestFeedback($input: RequestFeedbackInput!) {
    requestFeedback(input: $input) {
      ... on RequestFeedbackSuccess {
        request {
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

/** Asks somebody for feedback. */
export const useRequestFeedback = () => useCommand(RequestFeedback);
