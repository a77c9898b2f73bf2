import { createContext, use } from 'react';

interface Account {
  /** Somebody signed in: what was read before is forgotten. Drafts stay. */
  changed: () => void;
  /** Somebody signed out, or was: the same, and what stays on this device unsent is told. */
  left: () => void;
}

export const AccountContext = createContext<Account>({ changed: () => {}, left: () => {} });

export function useAccount(): Account {
  return use(AccountContext);
}
