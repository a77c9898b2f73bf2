import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const GiveKudos = graphql(`
  mutation GiveKudos($input: GiveKudosInput!) {
    giveKudos(input: $input) {
      ... on GiveKudosSuccess {
        kudos {
          id
        }
        notTold {
          id
          name
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

const ScheduleKudos = graphql(`
  mutation ScheduleKudos($input: ScheduleKudosInput!) {
    scheduleKudos(input: $input) {
      ... on ScheduleKudosSuccess {
        scheduled {
          id
          giveAt
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

const CancelScheduledKudos = graphql(`
  mutation CancelScheduledKudos($input: CancelScheduledKudosInput!) {
    cancelScheduledKudos(input: $input) {
      ... on CancelScheduledKudosSuccess {
        cancelledId
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

const GiveScheduledKudosNow = graphql(`
  mutation GiveScheduledKudosNow($input: GiveScheduledKudosNowInput!) {
    giveScheduledKudosNow(input: $input) {
      ... on GiveScheduledKudosNowSuccess {
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

/** Thanks people, teams or departments. */
export const useGiveKudos = () => useCommand(GiveKudos);
/** Thanks them at a later moment. */
export const useScheduleKudos = () => useCommand(ScheduleKudos);
/** Takes back what was to be said later. */
export const useCancelScheduledKudos = () => useCommand(CancelScheduledKudos);
/** Says now what was to be said later, also what could not be said when its time came. */
export const useGiveScheduledKudosNow = () => useCommand(GiveScheduledKudosNow);
