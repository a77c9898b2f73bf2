import { useEffect } from 'react';

const SOON_MS = 1500;

/**
 * Fetches the parts that a page opens later, once the page stands: then a form opens at once, also
 * without a network.
 *
 * @param loads one constant list of `() => import(…)`.
 */
export function usePreload(loads: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      // What does not come now is asked for again when it is opened.
      for (const load of loads) load().catch(() => undefined);
    }, SOON_MS);
    return () => clearTimeout(timer);
  }, [loads]);
}
