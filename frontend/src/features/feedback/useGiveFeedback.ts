import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const GiveFeedback = graphql(`
  mutation GiveFeedback($input: GiveFeedbackInput!) {
    giveFeedback(input: $input) {
      ... on GiveFeedbackSuccess {
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

/** Gives feedback, asked or not. */
export const useGiveFeedback = () => useCommand(GiveFeedback);
