import { useEffect, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { type FeedFilter, feedStore } from './store';

/** The feed of a filter, kept up to date while it is on the screen. */
export function useFeed(filter: FeedFilter, holds: () => boolean) {
  const client = useClient();
  const store = feedStore(client, filter);
  const state = useSyncExternalStore(store.subscribe, store.current);

  useEffect(() => {
    store.holds = holds;
  }, [store, holds]);

  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);

  return { state, read: store.read, older: store.older, letIn: store.letIn };
}
