import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const ApplyPeopleImport = graphql(`
  mutation ApplyPeopleImport($input: ApplyPeopleImportInput!) {
    applyPeopleImport(input: $input) {
      ... on ApplyPeopleImportSuccess {
        added
        changed
        deactivated
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

/** Does what the preview showed, all of it or nothing. */
export const useApplyPeopleImport = () => useCommand(ApplyPeopleImport);
