import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const DecideReport = graphql(`
  mutation DecideReport($input: DecideReportInput!) {
    decideReport(input: $input) {
      ... on DecideReportSuccess {
        report {
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

const RestoreContent = graphql(`
  mutation RestoreContent($input: RestoreContentInput!) {
    restoreContent(input: $input) {
      ... on RestoreContentSuccess {
        restoredId
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

export function useDecideReport() {
  return useCommand(DecideReport);
}

export function useRestoreContent() {
  return useCommand(RestoreContent);
}
