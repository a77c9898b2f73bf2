import { useEffect, useRef } from 'react';
import { graphql } from '@/gql';
import { Live } from '@/lib/live';
import { listen } from '@/lib/subscriptions';

const NewsOfKudos = graphql(`
  subscription NewsOfKudos($after: Float) {
    kudosNews(after: $after) {
      number
      kudosId
    }
  }
`);

const POLL_MS = 20_000;

/**
 * Hears of every change of one thank-you while it is on the screen.
 *
 * @param read reads it again, from the server.
 */
export function useNewsOf(kudosId: string, read: (options: { requestPolicy: 'network-only' }) => void): void {
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });

  useEffect(() => {
    let after: number | null = null;
    const again = () => latest.current({ requestPolicy: 'network-only' });
    const live = new Live({
      connect: ({ open, end }) =>
        listen(NewsOfKudos, { after }, {
          open,
          end,
          next: ({ kudosNews }) => {
            after = Math.max(after ?? 0, kudosNews.number);
            if (kudosNews.kudosId === kudosId) again();
          },
        }),
      poll: again,
      pollEveryMs: POLL_MS,
    });
    live.start();
    return () => live.stop();
  }, [kudosId]);
}
