import type { Client } from 'urql';
import { graphql } from '@/gql';

/** How many thanks came since the viewer last looked at the feed; 100 means more than 99. */
export const UnreadKudos = graphql(`
  query UnreadKudos {
    unreadKudos
  }
`);

/** Asks again, for every place that shows it. */
export async function askForUnread(client: Client): Promise<void> {
  await client.query(UnreadKudos, {}, { requestPolicy: 'network-only' }).toPromise();
}
