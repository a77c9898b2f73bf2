import { SegmentedControl } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { ReportCard } from './ReportCard';

const ModerationQueue = graphql(`
  query ModerationQueue($open: Boolean!, $first: Int!, $after: String) {
    moderationQueue(open: $open, first: $first, after: $after) {
      totalCount
      edges {
        cursor
        node {
          id
          ...ReportCard_report
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const FIRST = 20;

/** What was pointed out, open or decided, a part at a time. */
export function Queue() {
  const { t } = useTranslation('moderation');
  const [search, setSearch] = useSearchParams();
  const open = search.get('list') !== 'decided';
  return (
    <Stack>
      <div>
        <SegmentedControl
          aria-label={t('which')}
          value={open ? 'open' : 'decided'}
          onChange={(value) => setSearch(value === 'open' ? {} : { list: value }, { replace: true })}
          data={[
            { value: 'open', label: t('list.open') },
            { value: 'decided', label: t('list.decided') },
          ]}
        />
      </div>
      <Parts key={open ? 'open' : 'decided'}>{(part) => <Part open={open} {...part} />}</Parts>
    </Stack>
  );
}

function Part({ open, after, more }: PartOf & { open: boolean }) {
  const { t } = useTranslation('moderation');
  const result = useQuery({ query: ModerationQueue, variables: { open, first: FIRST, after } });
  return (
    <Query result={result}>
      {({ moderationQueue: { edges, pageInfo } }) =>
        edges.length === 0 && after === null ? (
          <EmptyState
            icon={<IconShieldCheck size={32} stroke={1.5} />}
            title={t(open ? 'none.open' : 'none.decided')}
            example={t('none.example')}
          />
        ) : (
          <>
            <List label={t(open ? 'list.open' : 'list.decided')}>
              {edges.map(({ node }) => (
                <ReportCard key={node.id} report={node} />
              ))}
            </List>
            {more({ hasNextPage: pageInfo.hasNextPage, endCursor: pageInfo.endCursor ?? null })}
          </>
        )
      }
    </Query>
  );
}
