import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const WithdrawKudos = graphql(`
  mutation WithdrawKudos($input: WithdrawKudosInput!) {
    withdrawKudos(input: $input) {
      ... on WithdrawKudosSuccess {
        withdrawnId
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

const MakeKudosPrivate = graphql(`
  mutation MakeKudosPrivate($input: MakeKudosPrivateInput!) {
    makeKudosPrivate(input: $input) {
      ... on MakeKudosPrivateSuccess {
        kudos {
          id
          visibility
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

const HideKudos = graphql(`
  mutation HideKudos($input: HideKudosInput!) {
    hideKudos(input: $input) {
      ... on HideKudosSuccess {
        kudos {
          id
          hidden
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

/** The author takes thanks back. */
export const useWithdrawKudos = () => useCommand(WithdrawKudos);
/** A receiver keeps thanks between the few. */
export const useMakeKudosPrivate = () => useCommand(MakeKudosPrivate);
/** An administrator hides what hurts, with a reason that the author sees. */
export const useHideKudos = () => useCommand(HideKudos);
