import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { DateTimeText } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import classes from './hr.module.css';

const STEP = 50;

const HistoryQuery = graphql(`
  query CycleHistory($id: ID!, $first: Int!, $after: String) {
    cycle(id: $id) {
      id
      history(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            at
            what
            actor {
              id
              ...PersonLine_person
            }
            participant {
              id
              ...PersonLine_person
            }
          }
        }
      }
    }
  }
`);

/** Every act in the cycle and who did it, newest first; what people wrote is not in it. */
export default function History({ id }: { id: string }) {
  const { t } = useTranslation('cycles');
  const [search, setSearch] = useSearchParams();
  const result = useQuery({
    query: HistoryQuery,
    variables: { id, first: STEP, after: search.get('after') },
  });
  return (
    <Query result={result}>
      {({ cycle }) => {
        if (!cycle?.history) return <NotThere />;
        const { edges, pageInfo } = cycle.history;
        if (edges.length === 0) {
          return <EmptyState title={t('history.none')} example={t('history.noneExample')} />;
        }
        return (
          <div className={classes.stack}>
            <p className={classes.hint}>{t('history.note')}</p>
            <List label={t('tab.history')}>
              {edges.map(({ cursor, node }) => (
                <li key={cursor} className={classes.line}>
                  <span className={classes.when}>
                    <DateTimeText at={node.at} />
                  </span>
                  <span className={classes.grow}>
                    <span>{node.what}</span>
                    <span className={classes.note}>
                      {node.actor ? <PersonName person={node.actor} /> : t('history.itself')}
                      {node.participant ? (
                        <>
                          {' · '}
                          <PersonName person={node.participant} />
                        </>
                      ) : null}
                    </span>
                  </span>
                </li>
              ))}
            </List>
            <div className={classes.buttons}>
              {search.get('after') ? (
                <Button variant="default" onClick={() => setSearch({})}>
                  {t('list.newest')}
                </Button>
              ) : null}
              {pageInfo.hasNextPage ? (
                <Button
                  variant="default"
                  onClick={() => setSearch({ after: pageInfo.endCursor ?? '' })}
                >
                  {t('list.older')}
                </Button>
              ) : null}
            </div>
          </div>
        );
      }}
    </Query>
  );
}
