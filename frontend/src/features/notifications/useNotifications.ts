import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import type { NotificationArea } from '@/gql/graphql';
import { onArrival } from './arrivals';
import { NotificationsQuery } from './operations';
import type { Notification } from './said';

export interface Wanted {
  area: NotificationArea | null;
  unseenOnly: boolean;
}

interface State {
  /** What these rows answer to. */
  wanted: Wanted | null;
  rows: readonly Notification[];
  next: string | null;
  error: CombinedError | undefined;
  /** The first part was read at least once. */
  ready: boolean;
  older: 'idle' | 'reading' | 'failed';
  /** When they were read, if they are shown for want of newer ones. */
  seenAt: number | undefined;
}

const FIRST = 30;
/** As many as the API gives at once. */
const MOST = 100;
const NOTHING: State = {
  wanted: null,
  rows: [],
  next: null,
  error: undefined,
  ready: false,
  older: 'idle',
  seenAt: undefined,
};

/**
 * Notifications part by part, newest first, as they are now: when something has come all that is
 * shown is read again, for what came may be a new line or the top of one that was there.
 */
export function useNotifications({ area, unseenOnly }: Wanted) {
  const client = useClient();
  const [state, setState] = useState<State>(NOTHING);
  /** Of the last time that the first part was asked for: an answer to an earlier one counts no more. */
  const turn = useRef(0);
  const shown = useRef(0);
  useEffect(() => {
    shown.current = state.rows.length;
  }, [state.rows]);

  const ask = useCallback(
    (first: number, after: string | null) =>
      client
        .query(
          NotificationsQuery,
          { first, after, area, unseenOnly },
          { requestPolicy: 'network-only', keep: after === null && first === FIRST },
        )
        .toPromise(),
    [client, area, unseenOnly],
  );

  const read = useCallback(
    async (afresh: boolean) => {
      const mine = (turn.current += 1);
      const first = afresh ? FIRST : Math.min(MOST, Math.max(FIRST, shown.current));
      const { data, error, extensions } = await ask(first, null);
      if (turn.current !== mine) return;
      const page = data?.viewer?.notifications;
      if (!page) {
        // What is shown already stays; it is only not the newest.
        setState((before) => (before.ready && !afresh ? before : { ...NOTHING, error }));
        return;
      }
      const { seenAt } = (extensions ?? {}) as { seenAt?: number };
      setState({
        ...NOTHING,
        wanted: { area, unseenOnly },
        ready: true,
        rows: page.edges.map(({ node }) => node),
        next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
        seenAt,
      });
    },
    [ask, area, unseenOnly],
  );

  useEffect(() => {
    void read(true);
    const again = () => void read(false);
    addEventListener('online', again);
    const stop = onArrival(again);
    return () => {
      turn.current += 1;
      removeEventListener('online', again);
      stop();
    };
  }, [read]);

  const { next } = state;
  const older = useCallback(async () => {
    if (next === null) return;
    const mine = turn.current;
    setState((before) => ({ ...before, older: 'reading' }));
    const { data } = await ask(FIRST, next);
    const page = data?.viewer?.notifications;
    setState((before) => {
      // All of it was read again meanwhile.
      if (turn.current !== mine || before.next !== next) return { ...before, older: 'idle' };
      if (!page) return { ...before, older: 'failed' };
      const known = new Set(before.rows.map((row) => row.id));
      return {
        ...before,
        older: 'idle',
        rows: [...before.rows, ...page.edges.map(({ node }) => node).filter(({ id }) => !known.has(id))],
        next: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
      };
    });
  }, [ask, next]);

  const current = state.wanted?.area === area && state.wanted.unseenOnly === unseenOnly;
  return {
    ...state,
    ready: state.ready && current,
    retry: useCallback(() => {
      setState(NOTHING);
      void read(true);
    }, [read]),
    refresh: useCallback(() => read(false), [read]),
    readOlder: older,
  };
}
