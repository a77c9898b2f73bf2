import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const TurnIntoFocusArea = graphql(`
  mutation TurnIntoFocusArea($input: TurnIntoFocusAreaInput!) {
    turnIntoFocusArea(input: $input) {
      ... on TurnIntoFocusAreaSuccess {
        focusArea {
          id
        }
        plan {
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

const TurnIntoGoal = graphql(`
  mutation TurnIntoGoal($input: TurnIntoGoalInput!) {
    turnIntoGoal(input: $input) {
      ... on TurnIntoGoalSuccess {
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

/** What one read or promised becomes something that a plan concentrates on. */
export const useTurnIntoFocusArea = () => useCommand(TurnIntoFocusArea);
/** What one read or promised becomes a goal of a plan. */
export const useTurnIntoGoal = () => useCommand(TurnIntoGoal);
