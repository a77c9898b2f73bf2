import { Button } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type FragmentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { ActionItemLine, type ActionItemLineFragment } from '../ActionItemLine';
import classes from './promises.module.css';

const PromisesMade = graphql(`
  query PromisesMade($state: PromiseFilter!, $after: String) {
    viewer {
      promisesMade(state: $state, first: 20, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            ...ActionItemLine_item
          }
        }
      }
    }
  }
`);

const PromisesReceived = graphql(`
  query PromisesReceived($state: PromiseFilter!, $after: String) {
    viewer {
      promisesReceived(state: $state, first: 20, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            ...ActionItemLine_item
          }
        }
      }
    }
  }
`);

// What was seen last can be read again without a network.
const KEEP = { keep: true };

export const SIDES = ['made', 'received'] as const;
export type Side = (typeof SIDES)[number];
export const FILTERS = ['OPEN', 'SETTLED', 'ALL'] as const;
export type PromiseFilter = (typeof FILTERS)[number];

interface PromiseListProps {
  side: Side;
  filter: PromiseFilter;
}

/** What the viewer promised, or what was promised to them; overdue ones first, more as one scrolls. */
export function PromiseList({ side, filter }: PromiseListProps) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const Part = side === 'made' ? MadePart : ReceivedPart;
  return (
    <div className={classes.list}>
      {cursors.map((after, index) => (
        <Part
          key={after ?? 'first'}
          filter={filter}
          after={after}
          last={index === cursors.length - 1}
          more={(cursor) =>
            setCursors((before) => (before.includes(cursor) ? before : [...before, cursor]))
          }
        />
      ))}
    </div>
  );
}

interface PartProps {
  filter: PromiseFilter;
  after: string | null;
  last: boolean;
  more: (cursor: string) => void;
}

function MadePart(props: PartProps) {
  const variables = { state: props.filter, after: props.after };
  const result = useQuery({ query: PromisesMade, variables, context: KEEP });
  return (
    <Query result={result}>
      {({ viewer }) => <Page {...props} side="made" promises={viewer?.promisesMade} />}
    </Query>
  );
}

function ReceivedPart(props: PartProps) {
  const variables = { state: props.filter, after: props.after };
  const result = useQuery({ query: PromisesReceived, variables, context: KEEP });
  return (
    <Query result={result}>
      {({ viewer }) => <Page {...props} side="received" promises={viewer?.promisesReceived} />}
    </Query>
  );
}

interface PageProps extends PartProps {
  side: Side;
  promises:
    | {
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
        edges: { node: { id: string } & FragmentType<typeof ActionItemLineFragment> }[];
      }
    | undefined;
}

function Page({ side, promises, filter, after, last, more }: PageProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const edges = promises?.edges ?? [];
  const next = promises?.pageInfo.hasNextPage ? promises.pageInfo.endCursor : null;
  if (edges.length === 0 && after === null) {
    return filter === 'SETTLED' ? (
      <EmptyState icon={<IconFlag size={30} stroke={1.5} />} title={t(`page.${side}.noneSettled`)} />
    ) : (
      <EmptyState
        icon={<IconFlag size={30} stroke={1.5} />}
        title={t(`page.${side}.none`)}
        example={t(`page.${side}.noneExample`)}
        action={
          <Button component={Link} to={paths.oneOnOnes}>
            {t('page.toOneOnOnes')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <List label={t(`page.${side}`)}>
        {edges.map(({ node }) => (
          <ActionItemLine key={node.id} item={node} withOther />
        ))}
      </List>
      {last && next ? <More onMore={() => more(next)} /> : null}
    </>
  );
}

/** Goes on by itself when it comes into sight; the button is for those who get there otherwise. */
function More({ onMore }: { onMore: () => void }) {
  const { t } = useTranslation('common');
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (!place.current || !('IntersectionObserver' in window)) return undefined;
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some((one) => one.isIntersecting)) latest.current();
      },
      { rootMargin: '200px' },
    );
    seen.observe(place.current);
    return () => seen.disconnect();
  }, []);
  return (
    <div ref={place} className={classes.older}>
      <Button variant="default" onClick={onMore}>
        {t('action.more')}
      </Button>
    </div>
  );
}
