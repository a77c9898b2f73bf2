import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const RewordCycleQuestion = graphql(`
  mutation RewordCycleQuestion($input: RewordCycleQuestionInput!) {
    rewordCycleQuestion(input: $input) {
      ... on RewordCycleQuestionSuccess {
        question {
          id
          version
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

const SaveBankQuestion = graphql(`
  mutation SaveBankQuestion($input: SaveBankQuestionInput!) {
    saveBankQuestion(input: $input) {
      ... on SaveBankQuestionSuccess {
        question {
          id
          version
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

const RetireBankQuestion = graphql(`
  mutation RetireBankQuestion($input: RetireBankQuestionInput!) {
    retireBankQuestion(input: $input) {
      ... on RetireBankQuestionSuccess {
        question {
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

/** Other words for a question of a running cycle; the former ones are kept. */
export const useRewordCycleQuestion = () => useCommand(RewordCycleQuestion);
/** A question of the bank, new or changed. */
export const useSaveBankQuestion = () => useCommand(SaveBankQuestion);
/** Take a question out of the bank, or back into it. */
export const useRetireBankQuestion = () => useCommand(RetireBankQuestion);
