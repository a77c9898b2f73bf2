import { useCallback } from 'react';
import { graphql } from '@/gql';
import { useViewer } from '../session';
import { type Outcome, type SuccessOf, useCommand } from '../useCommand';
import type { TakeBallotMutation } from '@/gql/graphql';
import { type Ballot, type Invited, takeBallot } from './ballot';

const TakeBallot = graphql(`
  mutation TakeBallot($input: TakeBallotInput!) {
    takeBallot(input: $input) {
      __typename
      ... on TakeBallotSuccess {
        signature
        classNumber
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

type Refused = Extract<Outcome<TakeBallotMutation>, { ok: false }>;
export type Taking = { ok: true; ballot: Ballot } | Refused;

/** Takes the viewer's ballot, or gives back the one that this browser holds. */
export function useTakeBallot() {
  const { personId } = useViewer();
  const { run, pending, error, refusal, reset } = useCommand(TakeBallot, { quiet: true });

  const take = useCallback(
    async (invited: Invited): Promise<Taking> => {
      const came = await takeBallot<Refused>(personId, invited, async (input) => {
        const outcome = await run({ input });
        if (!outcome.ok) return { ok: false, refused: outcome };
        const signed: SuccessOf<TakeBallotMutation> = outcome.data;
        return { ok: true, signed };
      });
      return came.ok ? came : came.refused;
    },
    [personId, run],
  );

  return { take, pending, error, refusal, reset };
}
