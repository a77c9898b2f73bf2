import { type DocumentType, graphql } from '@/gql';

/** What became of one question in one perspective. */
export const QuestionResultFragment = graphql(`
  fragment QuestionResult_result on QuestionResult {
    shown
    answered
    cannotJudge
    mean
    bound
    low
    high
    commentsShown
    comments
    question {
      ...Question_question
    }
    bands {
      label
      from
      to
      count
    }
    choices {
      count
      bound
      option {
        value
        label
      }
    }
    calibrated {
      before
      after
      reason
    }
  }
`);

export const PerspectiveResultFragment = graphql(`
  fragment PerspectiveResult_result on PerspectiveResult {
    perspective
    anonymous
    minimum
    shown
    raters
    why
    questions {
      ...QuestionResult_result
    }
    reviews {
      guestName
      rater {
        id
        name
        ...PersonLine_person
      }
      answers {
        ...Answer_answer
      }
    }
  }
`);

export const CompetencyFragment = graphql(`
  fragment Competency_result on CompetencyResult {
    competency
    self
    manager
    others
    gap
    othersFrom
    formula
    scaleMaximum
  }
`);

export const TotalFragment = graphql(`
  fragment Total_result on TotalResult {
    mean
    formula
    scaleMaximum
    missing
    parts {
      perspective
      mean
      weight
    }
  }
`);

export const TrendFragment = graphql(`
  fragment Trend_point on TrendPoint {
    competency
    self
    others
    releasedOn
    cycle {
      id
      name
    }
  }
`);

export type QuestionResult = DocumentType<typeof QuestionResultFragment>;
export type PerspectiveResult = DocumentType<typeof PerspectiveResultFragment>;
export type CompetencyResult = DocumentType<typeof CompetencyFragment>;
export type TotalResult = DocumentType<typeof TotalFragment>;
export type TrendPoint = DocumentType<typeof TrendFragment>;
