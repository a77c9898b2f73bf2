import { type DocumentType, graphql } from '@/gql';

/** A question of a cycle as whoever answers or reads it sees it. */
export const QuestionFragment = graphql(`
  fragment Question_question on CycleQuestion {
    id
    kind
    text
    help
    competency
    required
    scale {
      value
      label
    }
    options {
      value
      label
    }
  }
`);

/** An answer as the API has it. */
export const AnswerFragment = graphql(`
  fragment Answer_answer on ReviewAnswer {
    questionId
    value
    values
    text
    cannotJudge
    goalResults {
      goalId
      title
      value
    }
  }
`);

export type Question = DocumentType<typeof QuestionFragment>;
export type WireAnswer = DocumentType<typeof AnswerFragment>;
