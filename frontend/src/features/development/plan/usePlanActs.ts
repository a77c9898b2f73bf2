import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SetPlanMentor = graphql(`
  mutation SetPlanMentor($input: SetPlanMentorInput!) {
    setPlanMentor(input: $input) {
      ... on SetPlanMentorSuccess {
        plan {
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

const SharePlan = graphql(`
  mutation SharePlan($input: SharePlanInput!) {
    sharePlan(input: $input) {
      ... on SharePlanSuccess {
        plan {
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

const AcknowledgePlanChanges = graphql(`
  mutation AcknowledgePlanChanges($input: AcknowledgePlanChangesInput!) {
    acknowledgePlanChanges(input: $input) {
      ... on AcknowledgePlanChangesSuccess {
        plan {
          id
          unseenChanges
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

const RenewPlan = graphql(`
  mutation RenewPlan($input: RenewPlanInput!) {
    renewPlan(input: $input) {
      ... on RenewPlanSuccess {
        plan {
          id
        }
        renewed {
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

const ExtendPlan = graphql(`
  mutation ExtendPlan($input: ExtendPlanInput!) {
    extendPlan(input: $input) {
      ... on ExtendPlanSuccess {
        plan {
          id
          endsOn
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

/** Who helps besides the manager. */
export const useSetPlanMentor = () => useCommand(SetPlanMentor);
/** Who reads the plan besides the person and their manager; the person's own choice. */
export const useSharePlan = () => useCommand(SharePlan);
/** The viewer has seen what the other side changed. */
export const useAcknowledgePlanChanges = () => useCommand(AcknowledgePlanChanges);
/** Closes the plan and drafts the next one. */
export const useRenewPlan = () => useCommand(RenewPlan);
/** Gives a plan some more time. */
export const useExtendPlan = () => useCommand(ExtendPlan);
