import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const AddEvidence = graphql(`
  mutation AddEvidence($input: AddEvidenceInput!) {
    addEvidence(input: $input) {
      ... on AddEvidenceSuccess {
        evidence {
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

const RemoveEvidence = graphql(`
  mutation RemoveEvidence($input: RemoveEvidenceInput!) {
    removeEvidence(input: $input) {
      ... on RemoveEvidenceSuccess {
        goal {
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

/** Something that shows how a goal goes. */
export const useAddEvidence = () => useCommand(AddEvidence);
/** Takes it away again. */
export const useRemoveEvidence = () => useCommand(RemoveEvidence);
