import type { Client } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { type Ended, listen } from '@/lib/subscriptions';
import type { Translate } from '@/lib/useCommand';
import { type Sent, append } from './append';
import { fromBase64, toBase64 } from './bytes';

const ShowPresence = graphql(`
  mutation ShowPresence($input: ShowPresenceInput!) {
    showPresence(input: $input) {
      ... on ShowPresenceSuccess {
        shown
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

const NotesNow = graphql(`
  query NotesNow($id: ID!) {
    viewer {
      locale
    }
    meeting(id: $id) {
      id
      notesEditable
      notesState {
        update
        number
      }
    }
  }
`);

const NotesChanges = graphql(`
  subscription NotesChanges($meetingId: ID!, $after: Int!) {
    notesChanged(meetingId: $meetingId, after: $after) {
      ... on NotesChanged {
        number
        update
        author {
          id
          name
        }
      }
      ... on NotesPresence {
        person {
          id
          name
        }
        anchor
        head
        leaving
      }
    }
  }
`);

export type NotesEvent = NonNullable<DocumentType<typeof NotesChanges>['notesChanged']>;

/** The whole text as the server has it. */
export interface NotesNowState {
  update: Uint8Array;
  number: number;
  editable: boolean;
}

export interface Caret {
  anchor: Uint8Array;
  head: Uint8Array;
}

/** What the notes of one meeting say to the server, and hear of it. */
export interface Wire {
  append: (key: string, update: Uint8Array) => Promise<Sent>;
  /** Null: not there, or not for this viewer. Undefined: could not be read just now. */
  read: () => Promise<NotesNowState | null | undefined>;
  show: (caret: Caret | undefined, leaving?: boolean) => void;
  listen: (
    after: number,
    sink: { open: () => void; next: (event: NotesEvent) => void; end: (why: Ended) => void },
  ) => () => void;
}

const QUIET = { quiet: true };
// Outlives the page, which is closing.
const LAST_WORDS = {
  ...QUIET,
  fetchOptions: {
    keepalive: true,
    credentials: 'same-origin' as const,
    headers: { Accept: 'application/graphql-response+json' },
  },
};

/** @param now the client and the words of this moment: both change while the notes stay open. */
export function wireTo(meetingId: string, now: () => { client: Client; t: Translate }): Wire {
  return {
    append: (key, update) => append(now().client, now().t, meetingId, key, update),

    read: async () => {
      const { data, error } = await now()
        .client.query(NotesNow, { id: meetingId }, { requestPolicy: 'network-only' })
        .toPromise();
      // Nobody is signed in: the client has seen that too, and the page is about to go.
      if (error || !data?.viewer) return undefined;
      if (!data.meeting) return null;
      const { notesEditable, notesState } = data.meeting;
      return {
        update: fromBase64(notesState.update),
        number: notesState.number,
        editable: notesEditable,
      };
    },

    show: (caret, leaving = false) => {
      const input = {
        meetingId,
        anchor: caret ? toBase64(caret.anchor) : null,
        head: caret ? toBase64(caret.head) : null,
        leaving,
      };
      // Presence is told once and never again: one that was not heard is no loss.
      void now().client.mutation(ShowPresence, { input }, leaving ? LAST_WORDS : QUIET).toPromise();
    },

    listen: (after, sink) =>
      listen(NotesChanges, { meetingId, after }, {
        open: sink.open,
        next: ({ notesChanged }) => sink.next(notesChanged),
        end: sink.end,
      }),
  };
}
