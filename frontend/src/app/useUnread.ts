import { useCallback } from 'react';
import { useClient, useQuery } from 'urql';
import { UnreadKudos, askForUnread } from '@/lib/unreadKudos';
import { usePolling } from '@/lib/usePolling';

const EVERY_MS = 90_000;

/** How many thanks are new to the viewer, asked again while the page is looked at. */
export function useUnread(): number {
  const client = useClient();
  const [{ data }] = useQuery({ query: UnreadKudos });
  usePolling(
    useCallback(() => void askForUnread(client), [client]),
    EVERY_MS,
  );
  return data?.unreadKudos ?? 0;
}
