import type { Client } from 'urql';
import { graphql } from '@/gql';
import type { BrowserSubscription } from './browser';

export const SubscribePush = graphql(`
  mutation SubscribePush($input: SubscribePushInput!) {
    subscribePush(input: $input) {
      ... on SubscribePushSuccess {
        viewer {
          notificationChoices {
            pushDevices {
              id
            }
          }
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

export const UnsubscribePush = graphql(`
  mutation UnsubscribePush($input: UnsubscribePushInput!) {
    unsubscribePush(input: $input) {
      ... on UnsubscribePushSuccess {
        viewer {
          notificationChoices {
            pushDevices {
              id
            }
          }
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

/** Tells the server of a browser, quietly; the id it has there, or null where that did not work. */
export async function tell(
  client: Client,
  subscription: BrowserSubscription,
  device: string,
): Promise<string | null> {
  const { data } = await client
    .mutation(SubscribePush, { input: { ...subscription, device } }, { quiet: true })
    .toPromise();
  const answer = data?.subscribePush;
  if (answer?.__typename !== 'SubscribePushSuccess') return null;
  // The newest comes first.
  return answer.viewer.notificationChoices.pushDevices[0]?.id ?? null;
}
