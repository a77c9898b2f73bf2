import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const GrantRole = graphql(`
  mutation GrantRole($input: GrantRoleInput!) {
    grantRole(input: $input) {
      ... on GrantRoleSuccess {
        roleHolders {
          role
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

const RevokeRole = graphql(`
  mutation RevokeRole($input: RevokeRoleInput!) {
    revokeRole(input: $input) {
      ... on RevokeRoleSuccess {
        roleHolders {
          role
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

/** Gives somebody a role; their sessions begin anew with it. */
export const useGrantRole = () => useCommand(GrantRole);
/** Takes a role back. The last administrator keeps theirs. */
export const useRevokeRole = () => useCommand(RevokeRole);
