import { Button, VisuallyHidden } from '@mantine/core';
import { IconArrowUp, IconHeartHandshake } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { askForUnread } from '@/lib/unreadKudos';
import { useOnline } from '@/lib/useOnline';
import { EmptyState, ErrorState, LoadingState, SeenAt } from '@/ui/states';
import { KudosCard } from '../KudosCard';
import classes from './feed.module.css';
import { MarkFeedSeen } from './operations';
import { EVERYTHING, type FeedFilter, keyOf } from './store';
import { useFeed } from './useFeed';

const LOOKED_MS = 1500;
/** So far below its top a reader is still at the top of the feed. */
const TOP_PX = 24;

interface FeedProps {
  filter: FeedFilter;
  onGive: () => void;
}

/** Thanks, newest first; older ones as one goes on, new ones by themselves. */
export function Feed({ filter, onGive }: FeedProps) {
  const { t } = useTranslation('recognition');
  const list = useRef<HTMLDivElement>(null);
  const holds = useCallback(() => {
    const here = list.current;
    if (!here) return false;
    const writing = document.activeElement?.tagName === 'TEXTAREA' && here.contains(document.activeElement);
    return writing || here.getBoundingClientRect().top < -TOP_PX;
  }, []);
  const { state, read, older, letIn } = useFeed(filter, holds);
  const { shown, waiting, next } = state.rows;
  const all = keyOf(filter) === keyOf(EVERYTHING);
  useMarkSeen(all && waiting.length === 0 ? shown[0]?.id : undefined, state.seenId);

  if (!state.ready) {
    return state.error ? (
      <ErrorState error={state.error} retry={() => void read()} />
    ) : (
      <LoadingState lines={3} height={220} />
    );
  }

  /** Page Up and Page Down go from one card to the next, as feeds do. */
  function turn(event: KeyboardEvent) {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    const { target } = event;
    if (!step || !(target instanceof HTMLElement) || target.closest('textarea, [role=dialog], [role=menu]')) return;
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('article') ?? [])];
    const to = cards[cards.findIndex((card) => card.contains(target)) + step];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  function showWaiting() {
    letIn();
    requestAnimationFrame(() => {
      const first = list.current?.querySelector<HTMLElement>('article');
      first?.focus({ preventScroll: true });
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      scrollTo({ top: 0, behavior: calm ? 'auto' : 'smooth' });
    });
  }

  const fresh = all ? freshUntil(shown.map((row) => row.id), state.seenId, state.unread) : 0;
  const last = state.arrived;
  return (
    <>
      {state.seenAt ? <SeenAt at={state.seenAt} /> : null}
      <div role="status" className={classes.status}>
        {waiting.length > 0 ? (
          <div className={classes.waiting}>
            <Button
              color="amber"
              radius="xl"
              leftSection={<IconArrowUp size={18} aria-hidden="true" />}
              onClick={showWaiting}
            >
              {t('news.waiting', { count: waiting.length })}
            </Button>
          </div>
        ) : null}
        {last && waiting.length === 0 ? (
          <VisuallyHidden key={last.row.id}>{t('news.arrived', { name: last.row.author })}</VisuallyHidden>
        ) : null}
      </div>
      {shown.length === 0 ? (
        <Nothing filter={filter} onGive={onGive} />
      ) : (
        <div
          ref={list}
          role="feed"
          className={classes.feed}
          aria-label={t('feed')}
          aria-busy={state.reading !== null}
          onKeyDown={turn}
        >
          {fresh > 0 ? (
            <div className={classes.mark}>{t('seen.new')}</div>
          ) : null}
          {shown.flatMap((row, index) => {
            const card = (
              <div key={row.id} className={classes.row} data-arrived={last?.row.id === row.id || undefined}>
                <KudosCard kudos={row.kudos} place={index + 1} fresh={index < fresh} />
              </div>
            );
            return fresh > 0 && index === fresh
              ? [
                  <div key="seen" className={classes.mark} data-seen>
                    {t('seen.before')}
                  </div>,
                  card,
                ]
              : [card];
          })}
        </div>
      )}
      {next === null ? null : (
        <Older
          key={next}
          reading={state.reading === 'older'}
          failed={state.error !== undefined}
          onMore={() => void older()}
        />
      )}
    </>
  );
}

/** How many at the top came after the viewer's last visit. */
export function freshUntil(ids: readonly string[], seenId: string | null, unread: number): number {
  // Whoever never looked has nothing new: all of it is.
  if (seenId === null || unread === 0) return 0;
  const at = ids.indexOf(seenId);
  return at >= 0 ? at : Math.min(unread, ids.length);
}

/** Moves the viewer's mark to what has been on the screen for a moment. */
function useMarkSeen(topId: string | undefined, seenId: string | null): void {
  const client = useClient();
  const marked = useRef(seenId);
  useEffect(() => {
    if (!topId) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const unseen = document.visibilityState !== 'visible' || !navigator.onLine;
        if (unseen || topId === marked.current) return;
        marked.current = topId;
        // Quietly: whatever is on the screen stays as it is; only the mark in the navigation goes.
        void client
          .mutation(MarkFeedSeen, { input: { kudosId: topId } }, { quiet: true })
          .toPromise()
          .then(() => askForUnread(client));
      }, LOOKED_MS);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [client, topId]);
}

interface OlderProps {
  reading: boolean;
  failed: boolean;
  onMore: () => void;
}

/** Older ones come when the end of the list comes into view; the button is for whoever goes by keys. */
function Older({ reading, failed, onMore }: OlderProps) {
  const { t } = useTranslation(['recognition', 'common']);
  const online = useOnline();
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });

  useEffect(() => {
    if (!end.current || failed || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) more.current();
      },
      { rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [failed]);

  return (
    <div ref={end} className={classes.older}>
      {failed ? <p role="alert">{online ? t('olderFailed') : t('olderOffline')}</p> : null}
      <Button variant="default" loading={reading} onClick={onMore}>
        {failed ? t('common:action.retry') : t('more')}
      </Button>
    </div>
  );
}

/** Nothing at all, or nothing of this kind. */
function Nothing({ filter, onGive }: FeedProps) {
  const { t } = useTranslation('recognition');
  const icon = <IconHeartHandshake size={32} stroke={1.5} />;
  const action = <Button onClick={onGive}>{t('give.open')}</Button>;
  if (filter.search) {
    return <EmptyState icon={icon} title={t('noneFound', { words: filter.search })} example={t('noneFoundHint')} />;
  }
  if (filter.following) {
    return <EmptyState icon={icon} title={t('noneFollowed')} example={t('noneFollowedHint')} action={action} />;
  }
  return <EmptyState icon={icon} title={t('none')} example={t('noneExample')} action={action} />;
}
