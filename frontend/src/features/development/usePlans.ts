import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const DraftPlan = graphql(`
  mutation DraftPlan($input: DraftPlanInput!) {
    draftPlan(input: $input) {
      ... on DraftPlanSuccess {
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

const EditPlan = graphql(`
  mutation EditPlan($input: EditPlanInput!) {
    editPlan(input: $input) {
      ... on EditPlanSuccess {
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

const ProposePlan = graphql(`
  mutation ProposePlan($input: ProposePlanInput!) {
    proposePlan(input: $input) {
      ... on ProposePlanSuccess {
        plan {
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

const AgreePlan = graphql(`
  mutation AgreePlan($input: AgreePlanInput!) {
    agreePlan(input: $input) {
      ... on AgreePlanSuccess {
        plan {
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

const ClosePlan = graphql(`
  mutation ClosePlan($input: ClosePlanInput!) {
    closePlan(input: $input) {
      ... on ClosePlanSuccess {
        plan {
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

/** Begins a plan, one's own or a report's. */
export const useDraftPlan = () => useCommand(DraftPlan);
/** Other words or another period; and whether HR reads it. */
export const useEditPlan = () => useCommand(EditPlan);
/** Shows the plan to the other side and asks them to agree. */
export const useProposePlan = () => useCommand(ProposePlan);
/** The viewer's side agrees. */
export const useAgreePlan = () => useCommand(AgreePlan);
/** It is over, or was given up. */
export const useClosePlan = () => useCommand(ClosePlan);
