import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const WithdrawFeedbackRequest = graphql(`
  mutation WithdrawFeedbackRequest($input: WithdrawFeedbackRequestInput!) {
    withdrawFeedbackRequest(input: $input) {
      ... on WithdrawFeedbackRequestSuccess {
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

/** Takes a question back. */
export const useWithdrawFeedbackRequest = () => useCommand(WithdrawFeedbackRequest);
