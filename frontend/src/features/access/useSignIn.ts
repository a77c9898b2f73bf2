import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      ... on SignInSuccess {
        viewer {
          locale
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

/** Signs in by password. */
export function useSignIn() {
  return useCommand(SignIn, { quiet: true });
}
