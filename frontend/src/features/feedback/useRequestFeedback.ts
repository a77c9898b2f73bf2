import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const RequestFeedback = graphql(`
  mutation RequestFeedback($input: RequestFeedbackInput!) {
    requestFeedback(input: $input) {
      ... on RequestFeedbackSuccess {
        requests {
          id
        }
        guestRequests {
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

/** Asks one or several people, colleagues and guests, for feedback. */
export const useRequestFeedback = () => useCommand(RequestFeedback);
