import { useState } from 'react';

/**
 * What the viewer has just asked for, shown at once. It holds until the server's answer changes
 * `actual`, or until `revert` is called because it was refused.
 */
export function useWanted<T>(actual: T) {
  const [wanted, setWanted] = useState<{ value: T; instead: T } | null>(null);
  return {
    shown: wanted && wanted.instead === actual ? wanted.value : actual,
    want: (value: T) => setWanted({ value, instead: actual }),
    revert: () => setWanted(null),
  };
}
