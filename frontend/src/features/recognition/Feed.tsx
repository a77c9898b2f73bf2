import { Button } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Query } from '@/ui/Query';
import { EmptyState, LoadingState } from '@/ui/states';
import { KudosCard } from './KudosCard';
import classes from './recognition.module.css';

const KudosFeed = graphql(`
  query KudosFeed($personId: ID, $companyValueId: ID, $after: String) {
    kudosFeed(personId: $personId, companyValueId: $companyValueId, first: 15, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          ...KudosCard_kudos
        }
      }
    }
  }
`);

interface FeedProps {
  personId: string | null;
  companyValueId: string | null;
  onGive: () => void;
}

/** Thanks, newest first; more of them as one asks. */
export function Feed({ personId, companyValueId, onGive }: FeedProps) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <div className={classes.feed}>
      {cursors.map((after, index) => (
        <Part
          key={after ?? 'first'}
          variables={{ personId, companyValueId, after }}
          last={index === cursors.length - 1}
          more={(cursor) => setCursors((before) => [...before, cursor])}
          onGive={onGive}
        />
      ))}
    </div>
  );
}

interface PartProps {
  variables: { personId: string | null; companyValueId: string | null; after: string | null };
  last: boolean;
  more: (cursor: string) => void;
  onGive: () => void;
}

function Part({ variables, last, more, onGive }: PartProps) {
  const { t } = useTranslation('recognition');
  const result = useQuery({ query: KudosFeed, variables });
  return (
    <Query result={result} loading={<LoadingState lines={3} height={180} />}>
      {({ kudosFeed: { edges, pageInfo } }) => {
        if (edges.length === 0 && variables.after === null) {
          return (
            <EmptyState
              icon={<IconHeartHandshake size={32} stroke={1.5} />}
              title={t('none')}
              example={t('noneExample')}
              action={<Button onClick={onGive}>{t('give.open')}</Button>}
            />
          );
        }
        const next = pageInfo.endCursor;
        return (
          <>
            <ul className={classes.feed}>
              {edges.map(({ node }) => (
                <li key={node.id}>
                  <KudosCard kudos={node} />
                </li>
              ))}
            </ul>
            {last && pageInfo.hasNextPage && next ? (
              <div className={classes.older}>
                <Button variant="default" onClick={() => more(next)}>
                  {t('more')}
                </Button>
              </div>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}
