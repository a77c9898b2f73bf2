import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const ProposeMentorship = graphql(`
  mutation ProposeMentorship($input: ProposeMentorshipInput!) {
    proposeMentorship(input: $input) {
      ... on ProposeMentorshipSuccess {
        mentorship {
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

const AnswerMentorship = graphql(`
  mutation AnswerMentorship($input: AnswerMentorshipInput!) {
    answerMentorship(input: $input) {
      ... on AnswerMentorshipSuccess {
        mentorship {
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

const WithdrawMentorship = graphql(`
  mutation WithdrawMentorship($input: WithdrawMentorshipInput!) {
    withdrawMentorship(input: $input) {
      ... on WithdrawMentorshipSuccess {
        mentorship {
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

const EndMentorship = graphql(`
  mutation EndMentorship($input: EndMentorshipInput!) {
    endMentorship(input: $input) {
      ... on EndMentorshipSuccess {
        mentorship {
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

/** Proposes that one person mentors another. */
export const useProposeMentorship = () => useCommand(ProposeMentorship);
/** Accepts or declines; the last acceptance begins the mentorship. */
export const useAnswerMentorship = () => useCommand(AnswerMentorship);
/** Takes a proposal back. */
export const useWithdrawMentorship = () => useCommand(WithdrawMentorship);
/** Ends a mentorship that has begun. */
export const useEndMentorship = () => useCommand(EndMentorship);
