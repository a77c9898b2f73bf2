import { createContext, use } from 'react';

interface Account {
  /** Somebody signed in or out: what was read before is forgotten. Drafts stay. */
  changed: () => void;
}

export const AccountContext = createContext<Account>({ changed: () => {} });

export function useAccount(): Account {
  return use(AccountContext);
}
