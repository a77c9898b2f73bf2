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
  /** After how many changes each question was put whose answer is still to come. */
  const asked = new Map<number, number>();
  let changes = 0;

  // Quiet or not: the cache does not know what it changed.
  const changed = () => {
    changes += 1;
    answered.clear();
  };

  const put = (operation: Operation): Operation => {
    const { key, kind, context } = operation;
    if (kind === 'mutation') changed();
    if (kind === 'teardown') asked.delete(key);
    if (kind !== 'query') return operation;
    const at = answered.get(key);
    const holds = at !== undefined && performance.now() - at <= HOLDS;
    if (holds && context.requestPolicy === 'cache-and-network') {
      return makeOperation('query', operation, { ...context, requestPolicy: 'cache-first' });
    }
    const goes = context.requestPolicy === 'cache-and-network' || context.requestPolicy === 'network-only';
    // Of a question that is put again before its answer is there, the first time counts.
    if (goes && !asked.has(key)) asked.set(key, changes);
    return operation;
  };

  const note = ({ operation, error, extensions }: OperationResult) => {
    const { key, kind, context } = operation;
    if (kind === 'mutation') changed();
    if (kind !== 'query' || context.meta?.cacheOutcome === 'hit') return;
    const current = asked.get(key) === changes;
    asked.delete(key);
    // What was kept on the device is no answer of the server. What was asked before a change may tell
    // of before it; but it takes nothing from an answer that came meanwhile.
    if (error || extensions?.['seenAt']) answered.delete(key);
    else if (current) answered.set(key, performance.now());
  };

  return (operations) => pipe(operations, map(put), forward, tap(note));
};
