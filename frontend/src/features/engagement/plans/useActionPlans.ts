import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveActionPlan = graphql(`
  mutation SaveActionPlan($input: SaveActionPlanInput!) {
    saveActionPlan(input: $input) {
      ... on SaveActionPlanSuccess {
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

const SettleActionStep = graphql(`
  mutation SettleActionStep($input: SettleActionStepInput!) {
    settleActionStep(input: $input) {
      ... on SettleActionStepSuccess {
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

const EndActionPlan = graphql(`
  mutation EndActionPlan($input: EndActionPlanInput!) {
    endActionPlan(input: $input) {
      ... on EndActionPlanSuccess {
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

export function useSaveActionPlan() {
  return useCommand(SaveActionPlan);
}

export function useSettleActionStep() {
  return useCommand(SettleActionStep);
}

export function useEndActionPlan() {
  return useCommand(EndActionPlan);
}
