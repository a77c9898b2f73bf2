import { MantineProvider } from '@mantine/core';
import { Suspense, useMemo, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { Provider } from 'urql';
import { createClient, forgetSeen } from '@/lib/client';
import { mayHoldNotes } from '@/lib/keptNotes';
import { keptPush } from '@/lib/keptPush';
import { theme } from '@/ui/theme';
import { Toasts } from '@/ui/toast';
import { ErrorBoundary } from './ErrorBoundary';
import { AppRoutes } from './routes';
import { AccountContext } from './account';

/** The whole SPA: look, network, addresses. */
export function App() {
  // Each new object is a new client: nothing read by one person is left for the next.
  const [visit, setVisit] = useState({ signedOut: false });
  const account = useMemo(() => {
    const begin = (leaving: boolean) => {
      forgetSeen();
      if (mayHoldNotes()) {
        void import('@/features/one_on_ones/notes/leftBehind').then(({ forgetNotes }) =>
          forgetNotes(leaving),
        );
      }
      if (leaving && keptPush.read()) {
        void import('@/features/notifications/push/keep').then(({ silencePush }) => silencePush());
      }
      setVisit({ signedOut: leaving });
    };
    return { changed: () => begin(false), left: () => begin(true) };
  }, []);
  const client = useMemo(
    () => createClient({ onSignedOut: account.left, signedOut: visit.signedOut }),
    [visit, account],
  );

  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ErrorBoundary>
        <AccountContext value={account}>
          <Provider value={client}>
            <BrowserRouter>
              <Suspense fallback={null}>
                <AppRoutes />
              </Suspense>
            </BrowserRouter>
          </Provider>
        </AccountContext>
        <Suspense fallback={null}>
          <Toasts />
        </Suspense>
      </ErrorBoundary>
    </MantineProvider>
  );
}
