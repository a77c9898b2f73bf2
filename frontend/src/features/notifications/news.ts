import { graphql } from '@/gql';
import { Live } from '@/lib/live';
import { listen } from '@/lib/subscriptions';

const NotificationNews = graphql(`
  subscription NotificationNews {
    notificationNews {
      unseen
      notification {
        id
      }
    }
  }
`);

/** How many the viewer has not seen, and whether a new one has come with that. */
export interface News {
  unseen: number;
  arrived: boolean;
}

const POLL_MS = 60_000;

/**
 * Hears of news as long as the page is looked at; without a WebSocket asks by `poll`.
 *
 * @returns how to stop.
 */
export function hearNews(heard: (news: News) => void, poll: () => void): () => void {
  const live = new Live({
    connect: ({ open, end }) =>
      listen(
        NotificationNews,
        {},
        {
          open,
          end,
          next: ({ notificationNews: { unseen, notification } }) =>
            heard({ unseen, arrived: notification !== null }),
        },
      ),
    poll,
    pollEveryMs: POLL_MS,
  });
  // A window that nobody looks at needs no connection; the first answer of the next one has the number.
  const look = () => (document.visibilityState === 'visible' ? live.start() : live.stop());
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    live.stop();
  };
}
