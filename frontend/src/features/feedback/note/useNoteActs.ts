import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const AskBack = graphql(`
  mutation AskBack($input: AskBackInput!) {
    askBack(input: $input) {
      ... on AskBackSuccess {
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

const AnswerBack = graphql(`
  mutation AnswerBack($input: AnswerBackInput!) {
    answerBack(input: $input) {
      ... on AnswerBackSuccess {
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

const ArchiveFeedback = graphql(`
  mutation ArchiveFeedback($input: ArchiveFeedbackInput!) {
    archiveFeedback(input: $input) {
      ... on ArchiveFeedbackSuccess {
        note {
          id
          archivedAt
        }
        guestFeedback {
          id
          archivedAt
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

const LinkFeedbackToCompetency = graphql(`
  mutation LinkFeedbackToCompetency($input: LinkFeedbackToCompetencyInput!) {
    linkFeedbackToCompetency(input: $input) {
      ... on LinkFeedbackToCompetencySuccess {
        note {
          id
          competency
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

const LinkFeedbackToGoal = graphql(`
  mutation LinkFeedbackToGoal($input: LinkFeedbackToGoalInput!) {
    linkFeedbackToGoal(input: $input) {
      ... on LinkFeedbackToGoalSuccess {
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

const TurnFeedbackIntoGoal = graphql(`
  mutation TurnFeedbackIntoGoal($input: TurnFeedbackIntoGoalInput!) {
    turnFeedbackIntoGoal(input: $input) {
      ... on TurnFeedbackIntoGoalSuccess {
        goal {
          id
          plan {
            id
          }
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

const TurnFeedbackIntoTalkingPoint = graphql(`
  mutation TurnFeedbackIntoTalkingPoint($input: TurnFeedbackIntoTalkingPointInput!) {
    turnFeedbackIntoTalkingPoint(input: $input) {
      ... on TurnFeedbackIntoTalkingPointSuccess {
        meeting {
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

const TurnFeedbackIntoKudos = graphql(`
  mutation TurnFeedbackIntoKudos($input: TurnFeedbackIntoKudosInput!) {
    turnFeedbackIntoKudos(input: $input) {
      ... on TurnFeedbackIntoKudosSuccess {
        kudos {
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

/** The one question that a recipient may ask back. */
export const useAskBack = () => useCommand(AskBack);
/** The author's answer to it. */
export const useAnswerBack = () => useCommand(AnswerBack);
/** Puts feedback away, or takes it out again. */
export const useArchiveFeedback = () => useCommand(ArchiveFeedback);
/** Says which competency it is about. */
export const useLinkFeedbackToCompetency = () => useCommand(LinkFeedbackToCompetency);
/** Ties it to a goal that is there. */
export const useLinkFeedbackToGoal = () => useCommand(LinkFeedbackToGoal);
/** Makes advice a goal of a plan of one's own. */
export const useTurnFeedbackIntoGoal = () => useCommand(TurnFeedbackIntoGoal);
/** Brings it to a one-on-one. */
export const useTurnFeedbackIntoTalkingPoint = () => useCommand(TurnFeedbackIntoTalkingPoint);
/** Thanks its author with kudos. */
export const useTurnFeedbackIntoKudos = () => useCommand(TurnFeedbackIntoKudos);
