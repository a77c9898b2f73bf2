import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from './session';
import { storage } from './storage';

const VERSION = 1;

export interface Draft<T> {
  value: T;
  /** Changes some fields and keeps them on this device. */
  change: (patch: Partial<T>) => void;
  /** Forgets what was typed: call it when the server has it. */
  clear: () => void;
  /** True when the value was found on this device, not typed in this visit. */
  restored: boolean;
  /** True when there is something that the server does not have yet. */
  dirty: boolean;
}

interface Kept<T> {
  value: T;
}

/**
 * Keeps what is typed into a form, per person, through errors, reload and sign-out, until `clear`.
 *
 * @param key what is being written, e.g. `feedback.answer:<request id>`; give it another name when
 *   the shape of the fields changes.
 * @param initial the fields before anything is typed. Fields missing from an old draft come from it.
 */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const person = useSession()?.personId ?? 'nobody';
  const address = `erm.draft.v${VERSION}:${person}:${key}`;
  const first = useRef(initial);
  const [state, setState] = useState(() => read(address, initial));

  const current = state.address === address ? state : read(address, initial);
  if (current !== state) {
    // Another draft is asked for by the same form: show that one.
    first.current = initial;
    setState(current);
  }

  const latest = useRef(current);
  useEffect(() => {
    latest.current = current;
  });

  const change = useCallback(
    (patch: Partial<T>) => {
      const value = { ...latest.current.value, ...patch };
      latest.current = { address, value, restored: false, dirty: true };
      storage.write(address, { value } satisfies Kept<T>);
      setState(latest.current);
    },
    [address],
  );

  const clear = useCallback(() => {
    storage.remove(address);
    latest.current = { address, value: first.current, restored: false, dirty: false };
    setState(latest.current);
  }, [address]);

  return { value: current.value, change, clear, restored: current.restored, dirty: current.dirty };
}

function read<T extends object>(address: string, initial: T) {
  const kept = storage.read<Kept<T>>(address);
  const value = kept && typeof kept === 'object' ? kept.value : undefined;
  return value
    ? { address, value: { ...initial, ...value }, restored: true, dirty: true }
    : { address, value: initial, restored: false, dirty: false };
}
