import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const CreateFramework = graphql(`
  mutation CreateFramework($input: CreateFrameworkInput!) {
    createFramework(input: $input) {
      ... on CreateFrameworkSuccess {
        framework {
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

const ImportFramework = graphql(`
  mutation ImportFramework($input: ImportFrameworkInput!) {
    importFramework(input: $input) {
      ... on ImportFrameworkSuccess {
        report {
          ...CsvImport_report
        }
        framework {
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

const SaveFrameworkDraft = graphql(`
  mutation SaveFrameworkDraft($input: SaveFrameworkDraftInput!) {
    saveFrameworkDraft(input: $input) {
      ... on SaveFrameworkDraftSuccess {
        framework {
          id
          ...FrameworkVersions_framework
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

const PublishFramework = graphql(`
  mutation PublishFramework($input: PublishFrameworkInput!) {
    publishFramework(input: $input) {
      ... on PublishFrameworkSuccess {
        framework {
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

const DiscardFrameworkDraft = graphql(`
  mutation DiscardFrameworkDraft($input: DiscardFrameworkDraftInput!) {
    discardFrameworkDraft(input: $input) {
      ... on DiscardFrameworkDraftSuccess {
        framework {
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

const RetireFramework = graphql(`
  mutation RetireFramework($input: RetireFrameworkInput!) {
    retireFramework(input: $input) {
      ... on RetireFrameworkSuccess {
        framework {
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

/** Begins a framework: empty, or from an example. */
export const useCreateFramework = () => useCommand(CreateFramework);
/** Reads a framework from a table; it is taken over as a draft, or tried only. */
export const useImportFramework = () => useCommand(ImportFramework);
/** Keeps the draft on the server while one goes on. */
export const useSaveFrameworkDraft = () => useCommand(SaveFrameworkDraft, { quiet: true });
/** Makes the draft what everybody reads. */
export const usePublishFramework = () => useCommand(PublishFramework);
/** Throws the draft away. */
export const useDiscardFrameworkDraft = () => useCommand(DiscardFrameworkDraft);
/** Takes a framework out of use, or back into it. */
export const useRetireFramework = () => useCommand(RetireFramework);
