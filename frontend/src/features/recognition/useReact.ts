import { graphql } from '@/gql';
import { useTelling } from './useKudosActs';

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
export const useReact = (kudosId: string) => useTelling(React, kudosId);
/** Takes a reaction back. */
export const useUnreact = (kudosId: string) => useTelling(Unreact, kudosId);
