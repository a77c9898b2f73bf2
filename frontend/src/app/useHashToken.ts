import { useEffect, useState } from 'react';

/**
 * The token of `…#token=…`. It stands after the `#` so that no server log sees it, and is taken out
 * of the address at once so that no history keeps it.
 */
export function useHashToken(): string | null {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token'));
  useEffect(() => {
    if (token) history.replaceState(history.state, '', location.pathname);
  }, [token]);
  return token;
}
