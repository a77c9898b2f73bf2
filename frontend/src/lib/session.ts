import { createContext, use } from 'react';

/** What the whole SPA needs to know about the person who is signed in. */
export interface Session {
  personId: string;
  name: string;
  /** What they are called by. */
  givenName: string;
  title: string;
  locale: 'en' | 'ru';
  /** IANA name; every date and time is shown in it. */
  timeZone: string;
  isHr: boolean;
  isAdministrator: boolean;
}

export const SessionContext = createContext<Session | null>(null);

/** The signed-in person, or null on the public pages. */
export function useSession(): Session | null {
  return use(SessionContext);
}

/** The signed-in person; only for what stands behind the sign-in. */
export function useViewer(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useViewer outside of the signed-in part');
  return session;
}
