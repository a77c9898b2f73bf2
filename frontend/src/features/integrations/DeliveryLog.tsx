import { IconListDetails } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type FragmentType, graphql } from '@/gql';
import { usePolling } from '@/lib/usePolling';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { DeliveryLine, type DeliveryLineFragment } from './DeliveryLine';

const WebhookDeliveries = graphql(`
  query WebhookDeliveries($id: ID!, $first: Int!, $after: String) {
    webhookEndpoint(id: $id) {
      id
      deliveries(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            state
            ...DeliveryLine_delivery
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const ChatDeliveries = graphql(`
  query ChatDeliveries($id: ID!, $first: Int!, $after: String) {
    chatChannel(id: $id) {
      id
      deliveries(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            state
            ...DeliveryLine_delivery
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const FIRST = 20;
const LOOK_EVERY = 3000;

/** What was sent to an endpoint or a chat, newest first; it follows what is under way. */
export function DeliveryLog({ of, id }: { of: 'endpoint' | 'channel'; id: string }) {
  const { t } = useTranslation('integrations');
  const Part = of === 'endpoint' ? EndpointPart : ChannelPart;
  return (
    <Section title={t('log')}>
      <Parts key={id}>{(part) => <Part id={id} {...part} />}</Parts>
    </Section>
  );
}

function EndpointPart({ id, after, more }: PartOf & { id: string }) {
  const result = useQuery({ query: WebhookDeliveries, variables: { id, first: FIRST, after } });
  useFollowing(result[0].data?.webhookEndpoint?.deliveries, result[1]);
  return (
    <Query result={result}>
      {({ webhookEndpoint }) => (
        <Lines deliveries={webhookEndpoint?.deliveries ?? null} after={after} more={more} />
      )}
    </Query>
  );
}

function ChannelPart({ id, after, more }: PartOf & { id: string }) {
  const result = useQuery({ query: ChatDeliveries, variables: { id, first: FIRST, after } });
  useFollowing(result[0].data?.chatChannel?.deliveries, result[1]);
  return (
    <Query result={result}>
      {({ chatChannel }) => (
        <Lines deliveries={chatChannel?.deliveries ?? null} after={after} more={more} />
      )}
    </Query>
  );
}

interface Deliveries {
  edges: readonly {
    node: { id: string; state: string } & FragmentType<typeof DeliveryLineFragment>;
  }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** Looks again while something of these is on its way. */
function useFollowing(
  deliveries: { edges: readonly { node: { state: string } }[] } | null | undefined,
  read: (options: { requestPolicy: 'network-only' }) => void,
) {
  const underWay = deliveries?.edges.some(
    ({ node }) => node.state === 'WAITING' || node.state === 'SENDING',
  );
  const look = useCallback(() => {
    if (underWay) read({ requestPolicy: 'network-only' });
  }, [underWay, read]);
  usePolling(look, LOOK_EVERY);
}

function Lines({ deliveries, after, more }: PartOf & { deliveries: Deliveries | null }) {
  const { t } = useTranslation('integrations');
  if (!deliveries) return <NotThere />;
  if (deliveries.edges.length === 0 && after === null) {
    return (
      <EmptyState
        icon={<IconListDetails size={32} stroke={1.5} />}
        title={t('log.none')}
        example={t('log.noneExample')}
      />
    );
  }
  const { hasNextPage, endCursor } = deliveries.pageInfo;
  return (
    <>
      <List label={t('log')}>
        {deliveries.edges.map(({ node }) => (
          <DeliveryLine key={node.id} delivery={node} />
        ))}
      </List>
      {more({ hasNextPage, endCursor: endCursor ?? null })}
    </>
  );
}
