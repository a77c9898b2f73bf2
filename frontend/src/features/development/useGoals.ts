import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const AddGoal = graphql(`
  mutation AddGoal($input: AddGoalInput!) {
    addGoal(input: $input) {
      ... on AddGoalSuccess {
        goal {
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

const EditGoal = graphql(`
  mutation EditGoal($input: EditGoalInput!) {
    editGoal(input: $input) {
      ... on EditGoalSuccess {
        goal {
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

const RemoveGoal = graphql(`
  mutation RemoveGoal($input: RemoveGoalInput!) {
    removeGoal(input: $input) {
      ... on RemoveGoalSuccess {
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

const CheckIn = graphql(`
  mutation CheckIn($input: CheckInInput!) {
    checkIn(input: $input) {
      ... on CheckInSuccess {
        goal {
          id
          progress
          status
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

/** One more thing to reach. */
export const useAddGoal = () => useCommand(AddGoal);
/** A goal in other words. */
export const useEditGoal = () => useCommand(EditGoal);
/** Takes a goal out of a plan that is not agreed yet. */
export const useRemoveGoal = () => useCommand(RemoveGoal);
/** Tells how a goal goes. */
export const useCheckIn = () => useCommand(CheckIn);
