import { useEffect, useState } from 'react';

/**
 * Mantine returns the focus when `opened` turns false; most dialogs here are taken away instead.
 * Then it goes to what opened the dialog, or, where that is gone as well, to the page's heading.
 */
export function useFocusComesBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const here = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
        (here ? opener : document.querySelector('h1'))?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
