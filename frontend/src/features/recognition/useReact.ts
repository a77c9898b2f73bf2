import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const React = graphql(`
  mutation React($input: ReactInput!) {
    react(input: $input) {
      ... on ReactSuccess {
        kudos {
          id
          ...Reactions_kudos
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

const Unreact = graphql(`
  mutation Unreact($input: UnreactInput!) {
    unreact(input: $input) {
      ... on UnreactSuccess {
        kudos {
          id
          ...Reactions_kudos
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

/** Reacts to kudos; one of each kind a person. */
export const useReact = () => useCommand(React);
/** Takes a reaction back. */
export const useUnreact = () => useCommand(Unreact);
