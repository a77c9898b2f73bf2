import { type ReactNode, useEffect, useMemo } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { setLanguage } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { type Session, SessionContext } from '@/lib/session';
import { ErrorState, LoadingState } from '@/ui/states';

const AppViewer = graphql(`
  query AppViewer {
    viewer {
      roles
      locale
      timeZone
      person {
        id
        name
        givenName
        title
      }
    }
  }
`);

const KEEP = { keep: true };

/** Lets in who is signed in; others go to the sign-in page, which brings them back here. */
export function SignedIn({ children }: { children: ReactNode }) {
  const [{ data, error }, execute] = useQuery({ query: AppViewer, context: KEEP });
  const { pathname, search, hash } = useLocation();
  const viewer = data?.viewer;

  const locale = viewer?.locale === 'RU' ? 'ru' : 'en';
  useEffect(() => {
    if (viewer) void setLanguage(locale);
  }, [viewer, locale]);

  const session = useMemo<Session | null>(
    () =>
      viewer
        ? {
            personId: viewer.person.id,
            name: viewer.person.name,
            givenName: viewer.person.givenName,
            title: viewer.person.title,
            locale,
            timeZone: viewer.timeZone,
            isHr: viewer.roles.includes('HR'),
            isAdministrator: viewer.roles.includes('ADMINISTRATOR'),
          }
        : null,
    [viewer, locale],
  );

  if (session) return <SessionContext value={session}>{children}</SessionContext>;
  if (data) {
    const here = `${pathname}${search}${hash}`;
    const next = here === '/' ? '' : `?next=${encodeURIComponent(here)}`;
    return <Navigate to={`${paths.signIn}${next}`} replace />;
  }
  if (error) return <ErrorState error={error} retry={() => execute({ requestPolicy: 'network-only' })} />;
  return <LoadingState />;
}
