import { type Exchange, type Operation, type OperationResult, makeOperation } from '@urql/core';
import { map, pipe, tap } from 'wonka';

/** How long an answer of the server is taken for what it would say now, in milliseconds. */
const HOLDS = 2_000;

/**
 * Asks nothing that was answered just now and that nothing here can have changed since.
 *
 * Every part of a page asks for itself, and asks while it is drawn. React draws what was loaded late
 * in slices and begins again when something else on the page changes: an answer to the very question
 * that was put while drawing does change it, and so a slow device could draw for ever, and ask the
 * server all the while.
 */
export const justAsked: Exchange = ({ forward }) => {
  const answered = new Map<number, number>();

  const put = (operation: Operation): Operation => {
    // Quiet or not: the cache does not know what it changed.
    if (operation.kind === 'mutation') answered.clear();
    const { kind, context } = operation;
    if (kind !== 'query' || context.requestPolicy !== 'cache-and-network') return operation;
    const at = answered.get(operation.key);
    if (at === undefined || performance.now() - at > HOLDS) return operation;
    return makeOperation('query', operation, { ...context, requestPolicy: 'cache-first' });
  };

  const note = ({ operation, error, extensions }: OperationResult) => {
    if (operation.kind === 'mutation') answered.clear();
    if (operation.kind !== 'query' || operation.context.meta?.cacheOutcome === 'hit') return;
    // What was kept on the device is no answer of the server.
    if (error || extensions?.['seenAt']) answered.delete(operation.key);
    else answered.set(operation.key, performance.now());
  };

  return (operations) => pipe(operations, map(put), forward, tap(note));
};
