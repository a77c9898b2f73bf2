import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const CreateCycle = graphql(`
  mutation CreateCycle($input: CreateCycleInput!) {
    createCycle(input: $input) {
      ... on CreateCycleSuccess {
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

const EditCycle = graphql(`
  mutation EditCycle($input: EditCycleInput!) {
    editCycle(input: $input) {
      ... on EditCycleSuccess {
        cycle {
          id
          version
          ...EditorFacts_cycle
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

const MoveCycle = graphql(`
  mutation MoveCycle($input: MoveCycleInput!) {
    moveCycle(input: $input) {
      ... on MoveCycleSuccess {
        cycle {
          id
          state
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

const ChangeCycleDates = graphql(`
  mutation ChangeCycleDates($input: ChangeCycleDatesInput!) {
    changeCycleDates(input: $input) {
      ... on ChangeCycleDatesSuccess {
        cycle {
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

const SaveCycleTemplate = graphql(`
  mutation SaveCycleTemplate($input: SaveCycleTemplateInput!) {
    saveCycleTemplate(input: $input) {
      ... on SaveCycleTemplateSuccess {
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

const DeleteCycleTemplate = graphql(`
  mutation DeleteCycleTemplate($input: DeleteCycleTemplateInput!) {
    deleteCycleTemplate(input: $input) {
      ... on DeleteCycleTemplateSuccess {
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

/** A draft from a template, its dates counted from the first day. */
export const useCreateCycle = () => useCommand(CreateCycle);
/** Keep what was changed in a draft; quiet, for it saves itself. */
export const useEditCycle = () => useCommand(EditCycle, { quiet: true });
/** Launch, go on to the next phase, close or cancel. */
export const useMoveCycle = () => useCommand(MoveCycle);
/** Other last days, after launch. */
export const useChangeCycleDates = () => useCommand(ChangeCycleDates);
/** A template of the company's own, from a cycle. */
export const useSaveCycleTemplate = () => useCommand(SaveCycleTemplate);
/** Take an own template away; cycles made from it stay as they are. */
export const useDeleteCycleTemplate = () => useCommand(DeleteCycleTemplate);
