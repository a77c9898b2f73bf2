import { useEffect, useRef, useState } from 'react';
import { arranged, before, moved } from './order';

/** So long the server's order may lag behind what it has acknowledged. */
const SETTLES_MS = 3000;

interface Wanted {
  ids: string[];
  /** Orders on the way from the first one to this: an answer that was slow may still bring them. */
  passed: ReadonlySet<string>;
  /** The server has acknowledged all moves. */
  settled: boolean;
}

/**
 * An order that can be changed quickly: shown at once, sent one move after the other.
 *
 * @param actual the order that the server knows.
 * @param save puts one before another, or last for null; false when it was refused.
 */
export function useOrder(
  actual: readonly string[],
  save: (id: string, beforeId: string | null) => Promise<boolean>,
) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const queue = useRef(Promise.resolve());
  const waiting = useRef(0);
  const key = actual.join(' ');

  // What was wanted has come true, or something that was never on the way has come instead.
  if (wanted?.settled && (wanted.ids.join(' ') === key || !wanted.passed.has(key))) setWanted(null);
  const ids = wanted ? arranged(actual, wanted.ids) : [...actual];

  const settled = wanted?.settled ?? false;
  useEffect(() => {
    if (!settled) return undefined;
    const timer = setTimeout(() => setWanted(null), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [settled]);

  const move = (id: string, to: number): Promise<void> => {
    const next = moved(ids, id, to);
    if (next.join(' ') === ids.join(' ')) return Promise.resolve();
    const passed = new Set([...(wanted?.passed ?? []), key, ids.join(' ')]);
    setWanted({ ids: next, passed, settled: false });
    waiting.current += 1;
    queue.current = queue.current.then(async () => {
      const done = await save(id, before(next, id));
      waiting.current -= 1;
      if (!done) setWanted(null);
      else if (waiting.current === 0) setWanted((now) => now && { ...now, settled: true });
    });
    return queue.current;
  };

  return { ids, move };
}
