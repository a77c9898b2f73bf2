import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const PlanLearning = graphql(`
  mutation PlanLearning($input: PlanLearningInput!) {
    planLearning(input: $input) {
      ... on PlanLearningSuccess {
        record {
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

const MarkLearningDone = graphql(`
  mutation MarkLearningDone($input: MarkLearningDoneInput!) {
    markLearningDone(input: $input) {
      ... on MarkLearningDoneSuccess {
        record {
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

const RemoveLearning = graphql(`
  mutation RemoveLearning($input: RemoveLearningInput!) {
    removeLearning(input: $input) {
      ... on RemoveLearningSuccess {
        resource {
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

const SaveLearningResource = graphql(`
  mutation SaveLearningResource($input: SaveLearningResourceInput!) {
    saveLearningResource(input: $input) {
      ... on SaveLearningResourceSuccess {
        resource {
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

const RetireLearningResource = graphql(`
  mutation RetireLearningResource($input: RetireLearningResourceInput!) {
    retireLearningResource(input: $input) {
      ... on RetireLearningResourceSuccess {
        resource {
          id
          retired
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

const ImportLearning = graphql(`
  mutation ImportLearning($input: ImportLearningInput!) {
    importLearning(input: $input) {
      ... on ImportLearningSuccess {
        report {
          ...CsvImport_report
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

/** Puts something to learn on one's list. */
export const usePlanLearning = () => useCommand(PlanLearning);
/** Says that it is done. */
export const useMarkLearningDone = () => useCommand(MarkLearningDone);
/** Takes it off one's list. */
export const useRemoveLearning = () => useCommand(RemoveLearning);
/** Puts something into the catalogue, or changes it. */
export const useSaveLearningResource = () => useCommand(SaveLearningResource);
/** Takes something out of the catalogue, or back into it. */
export const useRetireLearningResource = () => useCommand(RetireLearningResource);
/** Reads the catalogue from a table. */
export const useImportLearning = () => useCommand(ImportLearning);
