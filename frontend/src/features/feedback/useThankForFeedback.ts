import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const ThankForFeedback = graphql(`
  mutation ThankForFeedback($input: ThankForFeedbackInput!) {
    thankForFeedback(input: $input) {
      ... on ThankForFeedbackSuccess {
        note {
          id
          thankedAt
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

/** Tells the author that it helped. */
export const useThankForFeedback = () => useCommand(ThankForFeedback);
