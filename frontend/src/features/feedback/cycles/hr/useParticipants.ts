import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const AddCycleParticipants = graphql(`
  mutation AddCycleParticipants($input: AddCycleParticipantsInput!) {
    addCycleParticipants(input: $input) {
      ... on AddCycleParticipantsSuccess {
        added
        cycle {
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

const RemoveCycleParticipant = graphql(`
  mutation RemoveCycleParticipant($input: RemoveCycleParticipantInput!) {
    removeCycleParticipant(input: $input) {
      ... on RemoveCycleParticipantSuccess {
        participant {
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

const ExtendCycleDeadline = graphql(`
  mutation ExtendCycleDeadline($input: ExtendCycleDeadlineInput!) {
    extendCycleDeadline(input: $input) {
      ... on ExtendCycleDeadlineSuccess {
        untilOn
        cycle {
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

const RemindOfReviews = graphql(`
  mutation RemindOfReviews($input: RemindOfReviewsInput!) {
    remindOfReviews(input: $input) {
      ... on RemindOfReviewsSuccess {
        reminded
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

/** Let more people take part. */
export const useAddCycleParticipants = () => useCommand(AddCycleParticipants);
/** Take somebody out, with a reason. */
export const useRemoveCycleParticipant = () => useCommand(RemoveCycleParticipant);
/** Give one person more time in one phase. */
export const useExtendCycleDeadline = () => useCommand(ExtendCycleDeadline);
/** Remind those who owe reviews, at most once a day each. */
export const useRemindOfReviews = () => useCommand(RemindOfReviews);
