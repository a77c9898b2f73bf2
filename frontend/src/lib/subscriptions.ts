import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type Client, createClient } from 'graphql-ws/client';

/** How a subscription ended that nobody here ended. */
export type Ended =
  /** The connection broke or never came about: trying again may help. */
  | 'lost'
  /** The server says that nobody is signed in. */
  | 'signedOut'
  /** The server says no to this very subscription, or has finished it. */
  | 'over';

export interface SubscriptionSink<Data> {
  /** The server has accepted the connection. */
  open: () => void;
  next: (data: Data) => void;
  /** Called once, and nothing after it. */
  end: (why: Ended) => void;
}

interface KnownDocument {
  documentId?: string;
  operationName?: string;
}

const PING_EVERY_MS = 12_000;
const PONG_WITHIN_MS = 6_000;
const ACKNOWLEDGED_WITHIN_MS = 8_000;
/** Close codes of graphql-transport-ws and of the server for whoever is not signed in (any more). */
const SIGNED_OUT = new Set([4401, 4403]);

function address(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
}

/**
 * Hears of changes over a WebSocket, with the session's cookie, by the id of the operation. Returns
 * how to stop. It never reconnects by itself: whoever listens knows what they have heard already.
 */
export function listen<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  sink: SubscriptionSink<Data>,
  url: string = address(),
): () => void {
  let ended = false;
  let pong: ReturnType<typeof setTimeout> | undefined;
  const client: Client = createClient({
    url,
    lazy: true,
    retryAttempts: 0,
    keepAlive: PING_EVERY_MS,
    connectionAckWaitTimeout: ACKNOWLEDGED_WITHIN_MS,
    // The library wants a text; the server knows the operation by its id, as over HTTP.
    jsonMessageReplacer: (key, value: unknown) =>
      key === 'query' && value === '' ? undefined : value,
    on: {
      connected: () => {
        if (!ended) sink.open();
      },
      // A connection that only looks alive is ended here.
      ping: (received) => {
        if (!received) pong = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
      closed: () => clearTimeout(pong),
    },
  });
  const end = (why: Ended) => {
    if (ended) return;
    ended = true;
    clearTimeout(pong);
    giveUp(client);
    sink.end(why);
  };
  const { documentId, operationName } = document as KnownDocument;
  const payload = { query: '', documentId, operationName: operationName ?? null, variables };
  const stop = client.subscribe<Data>(payload, {
    next: ({ data, errors }) => {
      if (ended) return;
      if (errors?.length || !data) end('over');
      else sink.next(data);
    },
    error: (reason) => end(why(reason)),
    complete: () => end('over'),
  });
  return () => {
    if (ended) return;
    ended = true;
    clearTimeout(pong);
    stop();
    giveUp(client);
  };
}

/** A list of GraphQL errors is an answer; anything else is a connection that broke. */
function why(reason: unknown): Ended {
  if (Array.isArray(reason)) return 'over';
  const code = (reason as { code?: unknown } | null)?.code;
  return typeof code === 'number' && SIGNED_OUT.has(code) ? 'signedOut' : 'lost';
}

/** Whoever gives up a connection that is still on its way is told how it closed, which they wanted. */
function giveUp(client: Client) {
  Promise.resolve(client.dispose()).catch((reason: unknown) => {
    if ((reason as { type?: unknown } | null)?.type !== 'close') throw reason;
  });
}
