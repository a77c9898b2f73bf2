import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SignCard = graphql(`
  mutation SignCard($input: SignCardInput!) {
    signCard(input: $input) {
      ... on SignCardSuccess {
        celebration {
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

const WithdrawSignature = graphql(`
  mutation WithdrawSignature($input: WithdrawSignatureInput!) {
    withdrawSignature(input: $input) {
      ... on WithdrawSignatureSuccess {
        celebration {
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

const MarkCardRead = graphql(`
  mutation MarkCardRead($input: MarkCardReadInput!) {
    markCardRead(input: $input) {
      ... on MarkCardReadSuccess {
        celebration {
          id
          cardUnread
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

const ReportSignature = graphql(`
  mutation ReportSignature($input: ReportContentInput!) {
    reportContent(input: $input) {
      ... on ReportContentSuccess {
        reportedId
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

const SetCelebrationChoice = graphql(`
  mutation SetCelebrationChoice($input: SetCelebrationChoiceInput!) {
    setCelebrationChoice(input: $input) {
      ... on SetCelebrationChoiceSuccess {
        choice {
          anniversary
          birthday
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

/** Writes one's line on a card, or changes it. */
export const useSignCard = () => useCommand(SignCard);
/** Takes one's line off a card. */
export const useWithdrawSignature = () => useCommand(WithdrawSignature);
/** Its person has opened the card. */
export const useMarkCardRead = () => useCommand(MarkCardRead);
/** Says that a line on a card hurts. */
export const useReportSignature = () => useCommand(ReportSignature);
/** Who is told of one's own days. */
export const useSetCelebrationChoice = () => useCommand(SetCelebrationChoice);
