import { useCallback, useState } from 'react';
import { useSession } from './session';
import { storage } from './storage';

/** A choice of the person's about how things look, kept on this device. */
export function usePreference<T>(name: string, usual: T): [T, (value: T) => void] {
  const person = useSession()?.personId ?? 'nobody';
  const address = `erm.preference:${person}:${name}`;
  const [chosen, setChosen] = useState(() => storage.read<T>(address) ?? usual);
  const choose = useCallback(
    (value: T) => {
      storage.write(address, value);
      setChosen(value);
    },
    [address],
  );
  return [chosen, choose];
}
