import { Button } from '@mantine/core';
import { IconMailFast } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { usePolling } from '@/lib/usePolling';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import classes from './mail.module.css';
import type { OutboxFilter } from './OutboxFilters';
import { OutgoingMailLine } from './OutgoingMailLine';

const OutboxMails = graphql(`
  query OutboxMails($first: Int!, $after: String, $state: OutboxState, $kind: String, $search: String) {
    outbox {
      mails(first: $first, after: $after, state: $state, kind: $kind, search: $search) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            id
            state
            ...OutgoingMailLine_mail
          }
        }
      }
    }
  }
`);

const FIRST = 25;
const LOOK_EVERY = 5000;

/** Mails, newest first, part by part. */
export function OutboxList({ filter }: { filter: OutboxFilter }) {
  return <Parts>{(part) => <Part filter={filter} {...part} />}</Parts>;
}

function Part({ filter, after, more }: PartOf & { filter: OutboxFilter }) {
  const { t } = useTranslation('mail');
  const [, setParams] = useSearchParams();
  const result = useQuery({
    query: OutboxMails,
    variables: {
      first: FIRST,
      after,
      state: filter.state || null,
      kind: filter.kind || null,
      search: filter.search || null,
    },
  });
  const read = result[1];
  const underWay = result[0].data?.outbox?.mails.edges.some(
    ({ node }) => node.state === 'QUEUED' || node.state === 'SENDING',
  );
  const look = useCallback(() => {
    if (underWay) read({ requestPolicy: 'network-only' });
  }, [underWay, read]);
  usePolling(look, LOOK_EVERY);
  const filtered = Boolean(filter.state || filter.kind || filter.search);

  return (
    <Query result={result}>
      {({ outbox }) => {
        if (!outbox) return <NotThere />;
        const { edges, pageInfo, totalCount } = outbox.mails;
        if (edges.length === 0 && after === null) {
          return (
            <EmptyState
              icon={<IconMailFast size={32} stroke={1.5} />}
              title={t(filtered ? 'noneFound' : 'none')}
              example={t(filtered ? 'noneFoundExample' : 'noneExample')}
              {...(filtered
                ? {
                    action: (
                      <Button variant="default" onClick={() => setParams({}, { replace: true })}>
                        {t('showAll')}
                      </Button>
                    ),
                  }
                : {})}
            />
          );
        }
        return (
          <>
            {after === null ? (
              <p className={classes.hint} role="status">
                {t('count', { count: totalCount })}
              </p>
            ) : null}
            <List label={t('mails')}>
              {edges.map(({ node }) => (
                <OutgoingMailLine key={node.id} mail={node} />
              ))}
            </List>
            {more({ hasNextPage: pageInfo.hasNextPage, endCursor: pageInfo.endCursor ?? null })}
          </>
        );
      }}
    </Query>
  );
}
