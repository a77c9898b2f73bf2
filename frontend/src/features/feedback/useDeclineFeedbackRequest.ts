import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const DeclineFeedbackRequest = graphql(`
  mutation DeclineFeedbackRequest($input: DeclineFeedbackRequestInput!) {
    declineFeedbackRequest(input: $input) {
      ... on DeclineFeedbackRequestSuccess {
        request {
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

/** Says no to a question, with a reason if one likes. */
export const useDeclineFeedbackRequest = () => useCommand(DeclineFeedbackRequest);
