import { useEffect } from 'react';

/** Calls something again and again while the page is looked at and there is a network. */
export function usePolling(call: () => void, everyMs: number): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && navigator.onLine) call();
    }, everyMs);
    return () => clearInterval(timer);
  }, [call, everyMs]);
}
