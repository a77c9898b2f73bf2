import { type Exchange, type Operation, type OperationResult, makeOperation } from '@urql/core';
import { filter, makeSubject, map, merge, pipe } from 'wonka';

/**
 * Shows no answer that a change has overtaken.
 *
 * urql's cache asks again after a change only for what it holds, and what is on its way it does not
 * hold: what a second change did while the screen was being read after the first would never be
 * shown. Here such an answer is dropped and asked for again, and of two answers to one question the
 * one asked for last counts. While a change is under way, what is on the screen stays as it is, for
 * what was chosen stands there already; what is shown for the first time waits for nothing.
 */
export const freshest: Exchange = ({ forward }) => {
  let moment = 0;
  let changedAt = 0;
  const changing = new Set<number>();
  /** When each question was put last. */
  const asked = new Map<number, number>();
  const shown = new Set<number>();
  /** What was read while something changed, to be read again when that is done. */
  const held = new Map<number, Operation>();

  const forget = (key: number) => {
    asked.delete(key);
    shown.delete(key);
    held.delete(key);
    changing.delete(key);
  };

  const put = (operation: Operation): Operation => {
    if (operation.kind === 'teardown') forget(operation.key);
    if (changes(operation)) changing.add(operation.key);
    if (operation.kind !== 'query') return operation;
    moment += 1;
    asked.set(operation.key, moment);
    held.delete(operation.key);
    return makeOperation('query', operation, { ...operation.context, asked: moment });
  };

  // Not by way of the client, which lets no question through that it takes for unanswered.
  const again = makeSubject<Operation>();

  const changed = (operation: Operation) => {
    moment += 1;
    changedAt = moment;
    changing.delete(operation.key);
    if (changing.size > 0) return;
    const overtaken = [...held.values()];
    held.clear();
    overtaken.forEach(again.next);
  };

  const counts = ({ operation }: OperationResult): boolean => {
    if (changes(operation)) changed(operation);
    if (operation.kind !== 'query') return true;
    const { key, context } = operation;
    const since = context['asked'] as number;
    if (asked.get(key) !== since) return false;
    if (changing.size > 0 && shown.has(key)) {
      held.set(key, operation);
      return false;
    }
    if (since < changedAt) {
      again.next(operation);
      return false;
    }
    shown.add(key);
    return true;
  };

  return (operations) =>
    pipe(merge([operations, again.source]), map(put), forward, filter(counts));
};

/** A quiet change leaves everything on the screen as it is. */
function changes(operation: Operation): boolean {
  return operation.kind === 'mutation' && !operation.context['quiet'];
}
