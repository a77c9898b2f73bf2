import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SavePlanTemplate = graphql(`
  mutation SavePlanTemplate($input: SavePlanTemplateInput!) {
    savePlanTemplate(input: $input) {
      ... on SavePlanTemplateSuccess {
        template {
          key
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

const RetirePlanTemplate = graphql(`
  mutation RetirePlanTemplate($input: RetirePlanTemplateInput!) {
    retirePlanTemplate(input: $input) {
      ... on RetirePlanTemplateSuccess {
        key
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

/** Makes a plan something that others can begin from. */
export const useSavePlanTemplate = () => useCommand(SavePlanTemplate);
/** Nobody begins from it any more. */
export const useRetirePlanTemplate = () => useCommand(RetirePlanTemplate);
