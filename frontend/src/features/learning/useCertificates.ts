import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveCertificate = graphql(`
  mutation SaveCertificate($input: SaveCertificateInput!) {
    saveCertificate(input: $input) {
      ... on SaveCertificateSuccess {
        certificate {
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

const RemoveCertificate = graphql(`
  mutation RemoveCertificate($input: RemoveCertificateInput!) {
    removeCertificate(input: $input) {
      ... on RemoveCertificateSuccess {
        id
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

/** Keeps a certificate of one's own. */
export const useSaveCertificate = () => useCommand(SaveCertificate);
/** Takes a certificate away. */
export const useRemoveCertificate = () => useCommand(RemoveCertificate);
