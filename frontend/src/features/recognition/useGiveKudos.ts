import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const GiveKudos = graphql(`
  mutation GiveKudos($input: GiveKudosInput!) {
    giveKudos(input: $input) {
      ... on GiveKudosSuccess {
        kudos {
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

/** Thanks one or more people. */
export const useGiveKudos = () => useCommand(GiveKudos);
