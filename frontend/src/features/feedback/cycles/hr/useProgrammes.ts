import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveCycleProgramme = graphql(`
  mutation SaveCycleProgramme($input: SaveCycleProgrammeInput!) {
    saveCycleProgramme(input: $input) {
      ... on SaveCycleProgrammeSuccess {
        programme {
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

const EndCycleProgramme = graphql(`
  mutation EndCycleProgramme($input: EndCycleProgrammeInput!) {
    endCycleProgramme(input: $input) {
      ... on EndCycleProgrammeSuccess {
        programme {
          id
          endedAt
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

/** What makes cycles by itself, new or changed. */
export const useSaveCycleProgramme = () => useCommand(SaveCycleProgramme);
/** Make no more cycles; those that run go on. */
export const useEndCycleProgramme = () => useCommand(EndCycleProgramme);
