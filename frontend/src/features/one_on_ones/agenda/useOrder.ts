import { useRef, useState } from 'react';
import { arranged, before, moved } from './order';

interface Wanted {
  ids: string[];
  /** The server's order when the last move was acknowledged; until then undefined. */
  instead: string | undefined;
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
  const current = useRef(key);
  current.current = key;

  // What was wanted has come true, or something else has come since it was acknowledged.
  if (wanted?.instead !== undefined && (wanted.instead !== key || wanted.ids.join(' ') === key)) {
    setWanted(null);
  }
  const ids = wanted ? arranged(actual, wanted.ids) : [...actual];

  const move = (id: string, to: number): Promise<void> => {
    const next = moved(ids, id, to);
    if (next.join(' ') === ids.join(' ')) return Promise.resolve();
    setWanted({ ids: next, instead: undefined });
    waiting.current += 1;
    queue.current = queue.current.then(async () => {
      const done = await save(id, before(next, id));
      waiting.current -= 1;
      if (!done) setWanted(null);
      else if (waiting.current === 0) {
        setWanted((now) => now && { ...now, instead: current.current });
      }
    });
    return queue.current;
  };

  return { ids, move };
}
