import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Query } from '@/ui/Query';
import { LoadingState } from '@/ui/states';
import { CheckInLine } from './CheckInLine';
import classes from './development.module.css';

const GoalCheckIns = graphql(`
  query GoalCheckIns($id: ID!, $after: String) {
    goal(id: $id) {
      id
      checkIns(first: 10, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            ...CheckInLine_checkIn
          }
        }
      }
    }
  }
`);

/** Everything that was told about a goal, newest first; older ones as one asks. */
export function CheckInHistory({ goalId, label }: { goalId: string; label: string }) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <ol className={classes.history} aria-label={label}>
      {cursors.map((after, index) => (
        <Part
          key={after ?? 'first'}
          goalId={goalId}
          after={after}
          last={index === cursors.length - 1}
          more={(cursor) => setCursors((before) => [...before, cursor])}
        />
      ))}
    </ol>
  );
}

interface PartProps {
  goalId: string;
  after: string | null;
  last: boolean;
  more: (cursor: string) => void;
}

function Part({ goalId, after, last, more }: PartProps) {
  const { t } = useTranslation('common');
  const result = useQuery({ query: GoalCheckIns, variables: { id: goalId, after } });
  return (
    <Query
      result={result}
      loading={
        <li>
          <LoadingState lines={2} height={48} />
        </li>
      }
    >
      {({ goal }) => {
        const next = goal?.checkIns.pageInfo.endCursor;
        return (
          <>
            {goal?.checkIns.edges.map(({ node }) => (
              <li key={node.id}>
                <CheckInLine checkIn={node} />
              </li>
            ))}
            {last && goal?.checkIns.pageInfo.hasNextPage && next ? (
              <li>
                <Button variant="default" onClick={() => more(next)}>
                  {t('action.more')}
                </Button>
              </li>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}
