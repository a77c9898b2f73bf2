import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const AnswerAsGuest = graphql(`
  mutation AnswerAsGuest($input: AnswerAsGuestInput!) {
    answerAsGuest(input: $input) {
      ... on AnswerAsGuestSuccess {
        done
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

const DeclineAsGuest = graphql(`
  mutation DeclineAsGuest($input: DeclineAsGuestInput!) {
    declineAsGuest(input: $input) {
      ... on DeclineAsGuestSuccess {
        done
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

const ThankForGuestFeedback = graphql(`
  mutation ThankForGuestFeedback($input: ThankForGuestFeedbackInput!) {
    thankForGuestFeedback(input: $input) {
      ... on ThankForGuestFeedbackSuccess {
        guestFeedback {
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

const WithdrawGuestFeedback = graphql(`
  mutation WithdrawGuestFeedback($input: WithdrawGuestFeedbackInput!) {
    withdrawGuestFeedback(input: $input) {
      ... on WithdrawGuestFeedbackSuccess {
        guestFeedback {
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

/** Answers for whoever holds the link. */
export const useAnswerAsGuest = () => useCommand(AnswerAsGuest, { quiet: true });
/** Says no for whoever holds the link. */
export const useDeclineAsGuest = () => useCommand(DeclineAsGuest, { quiet: true });
/** Tells a guest, by mail, that it helped. */
export const useThankForGuestFeedback = () => useCommand(ThankForGuestFeedback);
/** Takes a question to a guest back; their link ends. */
export const useWithdrawGuestFeedback = () => useCommand(WithdrawGuestFeedback);
