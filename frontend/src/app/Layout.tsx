import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigate, useNavigationType } from 'react-router';
import { useClient } from 'urql';
import { Bell } from '@/features/notifications/Bell';
import { paths } from '@/lib/paths';
import { mayWait } from '@/lib/ballot/store';
import { mayHoldNotes } from '@/lib/keptNotes';
import { keptPush } from '@/lib/keptPush';
import { useViewer } from '@/lib/session';
import { useOnline } from '@/lib/useOnline';
import { LoadingState } from '@/ui/states';
import { AccountMenu } from './AccountMenu';
import { IntoPlan } from './IntoPlan';
import { ErrorBoundary } from './ErrorBoundary';
import classes from './Layout.module.css';
import { type Place, bottomPlaces, placesFor } from './navigation';
import { Thanking } from './Thanking';
import { useUnread } from './useUnread';

const CommandPalette = lazy(() => import('./CommandPalette'));

/** The frame around every page of the signed-in part. */
export function Layout() {
  const { t } = useTranslation('common');
  const viewer = useViewer();
  const { pathname } = useLocation();
  const online = useOnline();
  const [searching, setSearching] = useState(false);
  useScrollToTop(pathname);
  useSendingLeftNotes();
  useSendingBallots();
  usePush();
  const unread = useUnread();

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
        event.preventDefault();
        setSearching(true);
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('nav.skip')}
      </a>
      <header className={classes.top} data-no-print>
        <Link to={paths.home} className={classes.brand} aria-label={`${t('product')}: ${t('nav.home')}`}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{t('product')}</span>
        </Link>
        <UnstyledButton
          className={classes.search}
          onClick={() => setSearching(true)}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <IconSearch size={18} aria-hidden="true" />
          <span className={classes.searchWord}>{t('palette.open')}</span>
          <kbd className={classes.kbd} aria-hidden="true">
            {navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}
          </kbd>
        </UnstyledButton>
        <Bell />
        <AccountMenu />
      </header>
      <nav className={classes.side} aria-label={t('nav.label')}>
        {placesFor(viewer).map((place) => (
          <PlaceLink key={place.to} place={place} unread={place.to === paths.recognition ? unread : 0} />
        ))}
      </nav>
      <main id="content" className={classes.content} tabIndex={-1}>
        {online ? null : (
          <p className={classes.offline} role="status">
            {t('offline.banner')}
          </p>
        )}
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
        <IntoPlan />
        <Thanking />
        <div id="floating" />
      </main>
      <nav className={classes.bottom} aria-label={t('nav.labelBottom')}>
        {bottomPlaces.map((place) => (
          <PlaceLink
            key={place.to}
            place={place}
            unread={place.to === paths.recognition ? unread : 0}
            short
          />
        ))}
      </nav>
      {searching ? (
        <Suspense fallback={null}>
          <CommandPalette onClose={() => setSearching(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

interface PlaceLinkProps {
  place: Place;
  /** How much is new there; 100 means more than 99. */
  unread: number;
  short?: boolean;
}

function PlaceLink({ place, unread, short = false }: PlaceLinkProps) {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  const Icon = place.icon;
  const here =
    place.to === paths.home
      ? pathname === paths.home
      : pathname === place.to ||
        pathname.startsWith(`${place.to}/`) ||
        ('also' in place && place.also.some((address) => pathname.startsWith(address)));
  return (
    <Link
      to={place.to}
      aria-current={here ? 'page' : undefined}
      className={short ? classes.bottomLink : classes.sideLink}
      onPointerEnter={place.page.preload}
      onFocus={place.page.preload}
    >
      <Icon size={short ? 22 : 20} stroke={1.7} aria-hidden="true" />
      <span>{t(short && 'short' in place ? place.short : place.label)}</span>
      {unread > 0 ? (
        <>
          <span className={classes.unread} aria-hidden="true">
            {short ? null : unread > 99 ? '99+' : unread}
          </span>{' '}
          <VisuallyHidden>
            {unread > 99 ? t('nav.unreadMany') : t('nav.unread', { count: unread })}
          </VisuallyHidden>
        </>
      ) : null}
    </Link>
  );
}

/** A new page begins at its top; going back keeps the place, as the browser does. */
function useScrollToTop(pathname: string): void {
  const type = useNavigationType();
  useEffect(() => {
    if (type !== 'POP') scrollTo(0, 0);
  }, [pathname, type]);
}

/** An answer sheet that could not be sent goes out as soon as there is a network, whoever is signed in. */
function useSendingBallots() {
  useEffect(() => {
    const send = () => {
      if (!mayWait() || !navigator.onLine) return;
      void import('@/lib/ballot/ballot').then(({ sendWaiting }) => sendWaiting());
    };
    send();
    addEventListener('online', send);
    return () => removeEventListener('online', send);
  }, []);
}

/** Goes where a message of the browser leads, and keeps the browser's subscription alive. */
function usePush() {
  const client = useClient();
  const { personId } = useViewer();
  const navigate = useNavigate();
  useEffect(() => {
    if (keptPush.read()?.personId !== personId) return;
    void import('@/features/notifications/push/keep').then(({ keepPush }) => keepPush(client, personId));
  }, [client, personId]);
  useEffect(() => {
    const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
    const go = ({ data, ports }: MessageEvent<{ open?: unknown } | null>) => {
      if (typeof data?.open !== 'string') return;
      ports[0]?.postMessage(true);
      void navigate(data.open);
    };
    serviceWorker?.addEventListener('message', go);
    return () => serviceWorker?.removeEventListener('message', go);
  }, [navigate]);
}

/** What was typed into shared notes without a network goes out as soon as there is one. */
function useSendingLeftNotes() {
  const client = useClient();
  const { personId } = useViewer();
  const { t } = useTranslation('common');
  useEffect(() => {
    const send = () => {
      if (!mayHoldNotes() || !navigator.onLine) return;
      void import('@/features/one_on_ones/notes/leftBehind').then(({ sendLeftBehind }) =>
        sendLeftBehind(client, personId, t),
      );
    };
    send();
    addEventListener('online', send);
    return () => removeEventListener('online', send);
  }, [client, personId, t]);
}
