import { Button } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import { BlockLine } from './BlockLine';
import classes from './mail.module.css';

const BlockDialog = lazy(() => import('./BlockDialog'));

const MailBlocks = graphql(`
  query MailBlocks($first: Int!, $after: String) {
    outbox {
      blocks(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            id
            ...BlockLine_block
          }
        }
      }
    }
  }
`);

const FIRST = 25;

/** Addresses that get no mail any more, and why. */
export function Blocks() {
  const { t } = useTranslation('mail');
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.stack}>
      <div className={classes.acts}>
        <Button onClick={() => setOpen(true)}>{t('block')}</Button>
        <span className={classes.hint}>{t('blocks.explain')}</span>
      </div>
      <Parts>{(part) => <Part {...part} />}</Parts>
      <Suspense fallback={null}>{open ? <BlockDialog onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  );
}

function Part({ after, more }: PartOf) {
  const { t } = useTranslation('mail');
  const result = useQuery({ query: MailBlocks, variables: { first: FIRST, after } });
  return (
    <Query result={result}>
      {({ outbox }) => {
        if (!outbox) return <NotThere />;
        const { edges, pageInfo, totalCount } = outbox.blocks;
        if (edges.length === 0 && after === null) {
          return (
            <EmptyState
              icon={<IconMailOff size={32} stroke={1.5} />}
              title={t('blocks.none')}
              example={t('blocks.noneExample')}
            />
          );
        }
        return (
          <>
            {after === null ? (
              <p className={classes.hint} role="status">
                {t('blocks.count', { count: totalCount })}
              </p>
            ) : null}
            <List label={t('blocks')}>
              {edges.map(({ node }) => (
                <BlockLine key={node.id} block={node} />
              ))}
            </List>
            {more({ hasNextPage: pageInfo.hasNextPage, endCursor: pageInfo.endCursor ?? null })}
          </>
        );
      }}
    </Query>
  );
}
