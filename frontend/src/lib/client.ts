import type { CombinedError, Exchange, Operation, OperationResult } from '@urql/core';
import { Client, cacheExchange, fetchExchange, makeOperation } from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';
import { map, pipe, tap } from 'wonka';
import { freshest } from './freshest';
import { justAsked } from './justAsked';
import { storage } from './storage';

/** Codes with which the server says that nobody is signed in. */
const SIGNED_OUT = new Set(['NOT_SIGNED_IN', 'SESSION_ENDED']);
const SEEN = 'erm.seen.v2:';

interface KnownDocument {
  documentId?: string;
  operationName?: string;
}

/** True when the answer says that the session is over. */
export function isSignedOut(error: CombinedError | undefined): boolean {
  if (!error) return false;
  const status = (error.response as Response | undefined)?.status;
  return (
    status === 401 ||
    error.graphQLErrors.some((one) => SIGNED_OUT.has(String(one.extensions?.['code'])))
  );
}

/** A page that asked for the viewer and got nobody, or a command that was refused for want of one. */
function saysSignedOut({ operation, data }: OperationResult): boolean {
  if (!data || typeof data !== 'object') return false;
  if (operation.kind === 'mutation') {
    return Object.values(data as object).some(
      (payload: { __typename?: string; code?: string } | null) =>
        payload?.__typename === 'Refusal' && SIGNED_OUT.has(payload.code ?? ''),
    );
  }
  // The frame itself asks whether anybody is signed in: there, nobody is an answer like any other.
  const asksWho = (operation.query as KnownDocument).operationName === 'AppViewer';
  return !asksWho && (data as { viewer?: unknown }).viewer === null;
}

function namesSomebody({ data }: OperationResult): boolean {
  return Boolean((data as { viewer?: unknown } | null | undefined)?.viewer);
}

/** Any change refetches what is on the screen: pages are small, and stale is worse than slow. */
const everythingIsRelated: Exchange = ({ forward }) => (operations) =>
  pipe(
    operations,
    map((operation) =>
      operation.kind === 'teardown' || operation.context['quiet']
        ? operation
        : makeOperation(operation.kind, operation, {
            ...operation.context,
            additionalTypenames: ['Anything'],
          }),
    ),
    forward,
  );

/** Lets the answer to a quiet mutation pass the cache unseen, so nothing is read again for it. */
const hush: Exchange = ({ forward }) => (operations) =>
  pipe(
    operations,
    forward,
    map((result: OperationResult) =>
      result.operation.kind === 'mutation' && result.operation.context['quiet']
        ? { ...result, data: withoutNames(result.data, 0) as typeof result.data }
        : result,
    ),
  );

/** Without the type names below the payload, which the cache would go by. */
function withoutNames(data: unknown, depth: number): unknown {
  if (Array.isArray(data)) return data.map((one) => withoutNames(one, depth + 1));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => depth < 2 || key !== '__typename')
      .map(([key, value]) => [key, withoutNames(value, depth + 1)]),
  );
}

/** Sends the id of the operation, and its name for the server's log, never its text. */
const sendIds: Exchange = ({ forward }) => (operations) =>
  pipe(
    operations,
    map((operation) => {
      const { documentId, operationName } = operation.query as KnownDocument;
      if (operation.kind === 'teardown' || !documentId) return operation;
      const send = operation.context.fetch ?? fetch;
      const named: typeof fetch = (url, init) => {
        if (typeof init?.body !== 'string') return send(url, init);
        const body = { operationName, ...(JSON.parse(init.body) as object) };
        return send(url, { ...init, body: JSON.stringify(body) });
      };
      const sent = makeOperation(operation.kind, operation, { ...operation.context, fetch: named });
      // urql sends `documentId` for a document without definitions.
      sent.query = { ...operation.query, definitions: [] } as typeof operation.query;
      return sent;
    }),
    forward,
  );

const seenKey = (operation: Operation): string =>
  `${SEEN}${(operation.query as KnownDocument).operationName ?? ''}:${JSON.stringify(operation.variables)}`;

/**
 * Queries with `context: { keep: true }` can be read again without a network: the last answer is
 * kept on this device and given back, marked stale, when the server cannot be reached.
 */
const lastSeen: Exchange = ({ forward }) => (operations) =>
  pipe(
    operations,
    forward,
    map((result: OperationResult) => {
      const { operation } = result;
      if (operation.kind !== 'query' || !operation.context['keep']) return result;
      if (result.data && !result.error) {
        storage.write(seenKey(operation), { data: result.data as unknown, at: Date.now() });
        return result;
      }
      if (!result.error?.networkError || isSignedOut(result.error)) return result;
      const seen = storage.read<{ data: unknown; at: number }>(seenKey(operation));
      return seen
        ? { ...result, data: seen.data, error: undefined, extensions: { seenAt: seen.at } }
        : result;
    }),
  );

/** Forgets what was kept for reading offline, by earlier versions too. Drafts stay. */
export function forgetSeen(): void {
  storage.removeByPrefix('erm.seen.');
}

export interface ClientOptions {
  url?: string;
  fetch?: typeof fetch;
  /** Called when an answer says that the session is over: once, until somebody is signed in again. */
  onSignedOut: () => void;
  /** True for the client that takes over when a session has ended: it is known already. */
  signedOut?: boolean;
}

export function createClient({
  url = '/graphql',
  fetch: send,
  onSignedOut,
  signedOut = false,
}: ClientOptions): Client {
  // What is on the screen asks again before the frame has learned that nobody is signed in. Were
  // each of those answers news, each would begin everything anew, and the frame might never learn it.
  let known = signedOut;
  const noticeSignOut: Exchange = ({ forward }) => (operations) =>
    pipe(
      operations,
      forward,
      tap((result) => {
        if (namesSomebody(result)) known = false;
        if (known || !(isSignedOut(result.error) || saysSignedOut(result))) return;
        known = true;
        onSignedOut();
      }),
    );
  return new Client({
    url,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: {
      credentials: 'same-origin',
      headers: { Accept: 'application/graphql-response+json, application/json;q=0.9' },
    },
    ...(send ? { fetch: send } : {}),
    exchanges: [
      everythingIsRelated,
      justAsked,
      cacheExchange,
      freshest,
      hush,
      lastSeen,
      noticeSignOut,
      retryExchange({
        initialDelayMs: 300,
        maxDelayMs: 2000,
        maxNumberAttempts: 3,
        // Only reads: a write that was cut off may have happened.
        retryIf: (error, operation) =>
          operation.kind === 'query' &&
          Boolean(error.networkError) &&
          navigator.onLine &&
          !isSignedOut(error),
      }),
      sendIds,
      fetchExchange,
    ],
  });
}
