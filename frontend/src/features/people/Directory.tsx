import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState, LoadingState } from '@/ui/states';
import classes from './people.module.css';

const DirectoryQuery = graphql(`
  query Directory($search: String, $departmentId: ID, $after: String) {
    people(search: $search, departmentId: $departmentId, first: 30, after: $after) {
      totalCount
      edges {
        node {
          id
          location
          department {
            id
            name
          }
          ...PersonLine_person
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface DirectoryProps {
  search: string;
  departmentId: string;
  onClear: () => void;
}

/** The people who match, page after page. Give it a `key` of the filters, so that it starts anew. */
export function Directory({ search, departmentId, onClear }: DirectoryProps) {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <>
      {cursors.map((after, index) => (
        <DirectoryPage
          key={after ?? ''}
          search={search}
          departmentId={departmentId}
          after={after}
          onClear={onClear}
          onMore={
            index === cursors.length - 1 ? (next) => setCursors((all) => [...all, next]) : undefined
          }
        />
      ))}
    </>
  );
}

interface DirectoryPageProps extends DirectoryProps {
  after: string | null;
  onMore: ((cursor: string) => void) | undefined;
}

function DirectoryPage({ search, departmentId, after, onClear, onMore }: DirectoryPageProps) {
  const { t } = useTranslation(['people', 'common']);
  const result = useQuery({
    query: DirectoryQuery,
    variables: { search: search || null, departmentId: departmentId || null, after },
  });
  return (
    <Query result={result} loading={<LoadingState lines={6} height={64} />}>
      {({ people }) => {
        if (people.edges.length === 0 && after === null) {
          return (
            <EmptyState
              title={t('none')}
              example={t('noneExample')}
              action={
                <Button variant="default" onClick={onClear}>
                  {t('clear')}
                </Button>
              }
            />
          );
        }
        const { endCursor, hasNextPage } = people.pageInfo;
        return (
          <>
            {after === null ? (
              <p className={classes.count} role="status">
                {t('found', { count: people.totalCount })}
              </p>
            ) : null}
            <ul className={classes.list}>
              {people.edges.map(({ node }) => (
                <li key={node.id} className={classes.item}>
                  <PersonLine person={node} />
                  <span className={classes.where}>
                    <span className={classes.dim}>{node.department?.name}</span>
                    <span className={classes.dim}>{node.location}</span>
                  </span>
                </li>
              ))}
            </ul>
            {onMore && hasNextPage && endCursor ? (
              <div className={classes.more}>
                <Button variant="default" onClick={() => onMore(endCursor)}>
                  {t('common:action.more')}
                </Button>
              </div>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}
