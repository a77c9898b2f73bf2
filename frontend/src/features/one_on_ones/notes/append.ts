import type { Client } from 'urql';
import { graphql } from '@/gql';
import { isSignedOut } from '@/lib/client';
import { type Translate, faultMessage } from '@/lib/useCommand';
import { toBase64 } from './bytes';

const AppendNotes = graphql(`
  mutation AppendNotes($input: AppendNotesInput!) {
    appendNotes(input: $input) {
      ... on AppendNotesSuccess {
        number
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

/** Why the server did not take an edit, in the viewer's language. */
export interface NotTaken {
  code: string;
  message: string;
}

/** What came of sending one edit. */
export type Sent =
  | { kind: 'stored'; number: number }
  /** The server understood and said no: sending it again is of no use. */
  | { kind: 'refused'; refusal: NotTaken }
  /** It may have arrived or not. `fault`: in words, when it is more than a missing network. */
  | { kind: 'unreachable'; fault?: string };

const SIGNED_OUT = new Set(['NOT_SIGNED_IN', 'SESSION_ENDED']);

/** Sends one edit; never throws. */
export async function append(
  client: Client,
  t: Translate,
  meetingId: string,
  key: string,
  update: Uint8Array,
): Promise<Sent> {
  const input = { meetingId, key, update: toBase64(update) };
  const { data, error } = await client.mutation(AppendNotes, { input }, { quiet: true }).toPromise();
  const answer = data?.appendNotes;
  if (answer?.__typename === 'AppendNotesSuccess') return { kind: 'stored', number: answer.number };
  // Signed out is not the edit's fault: after signing in it is sent again.
  if (answer?.__typename === 'Refusal' && !SIGNED_OUT.has(answer.code)) {
    return { kind: 'refused', refusal: { code: answer.code, message: answer.message } };
  }
  if (!error || error.networkError || isSignedOut(error)) return { kind: 'unreachable' };
  return { kind: 'unreachable', fault: faultMessage(error, t) };
}
