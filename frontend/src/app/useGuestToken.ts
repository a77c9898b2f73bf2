import { useState } from 'react';
import { useHashToken } from './useHashToken';

const KEY = 'erm.guest';

/**
 * The secret of a guest's link. It leaves the address at once and is kept for this tab alone, so that
 * loading the page again does not send the guest back to their mail.
 */
export function useGuestToken(): string | null {
  const fromLink = useHashToken();
  const [token] = useState(() => {
    try {
      if (fromLink) sessionStorage.setItem(KEY, fromLink);
      return fromLink ?? sessionStorage.getItem(KEY);
    } catch {
      // A browser that keeps nothing: then the link is what there is.
      return fromLink;
    }
  });
  return token;
}
