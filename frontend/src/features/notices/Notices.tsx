import { IconBell } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { NoticeLine } from './NoticeLine';

const NoticesQuery = graphql(`
  query Notices($first: Int!, $after: String) {
    viewer {
      notices(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            seen
            ...NoticeLine_notice
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

const MarkNoticesSeen = graphql(`
  mutation MarkNoticesSeen($input: MarkNoticesSeenInput!) {
    markNoticesSeen(input: $input) {
      ... on MarkNoticesSeenSuccess {
        unseen
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

const FIRST = 30;

/** What happened to thanks that concern the viewer, newest first. */
export function Notices() {
  return (
    <Stack>
      <Parts>{(part) => <Part {...part} />}</Parts>
    </Stack>
  );
}

function Part({ after, more }: PartOf) {
  const { t } = useTranslation('notices');
  const result = useQuery({ query: NoticesQuery, variables: { first: FIRST, after } });
  const edges = result[0].data?.viewer?.notices.edges;
  const fresh = useFresh(edges?.map(({ node }) => node) ?? []);
  useMarkingSeen(after === null ? edges?.find(({ node }) => !node.seen)?.node.id : undefined);
  return (
    <Query result={result}>
      {({ viewer }) => {
        const page = viewer?.notices;
        if (!page || (page.edges.length === 0 && after === null)) {
          return (
            <EmptyState
              icon={<IconBell size={32} stroke={1.5} />}
              title={t('none')}
              example={t('noneExample')}
            />
          );
        }
        return (
          <>
            <List label={t('title')}>
              {page.edges.map(({ node }) => (
                <NoticeLine key={node.id} notice={node} fresh={fresh.has(node.id)} />
              ))}
            </List>
            {more({ hasNextPage: page.pageInfo.hasNextPage, endCursor: page.pageInfo.endCursor ?? null })}
          </>
        );
      }}
    </Query>
  );
}

/** What was new when it was first shown stays marked as long as the page is open. */
function useFresh(notices: readonly { id: string; seen: boolean }[]): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const unseen = notices.filter((one) => !one.seen && !fresh.has(one.id)).map((one) => one.id);
  if (unseen.length > 0) setFresh(new Set([...fresh, ...unseen]));
  return fresh;
}

/** Tells the server, once for each newest one, that everything up to it was shown. */
function useMarkingSeen(upTo: string | undefined): void {
  const { run } = useCommand(MarkNoticesSeen);
  useEffect(() => {
    if (upTo) void run({ input: { upTo } });
  }, [upTo, run]);
}
