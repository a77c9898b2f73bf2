import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { CycleStateMark } from '../parts/CycleStateMark';
import classes from './hr.module.css';

const STEP = 30;
const KEEP = { keep: true };

const CyclesQuery = graphql(`
  query Cycles($first: Int!, $after: String) {
    cycles(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          state
          currentPhase
          periodFrom
          periodUntil
          phases {
            phase
            untilOn
          }
          owner {
            id
            name
          }
          programme {
            id
            name
          }
        }
      }
    }
  }
`);

/** All cycles, newest first: where each stands and until when. */
export function CyclesList() {
  const { t } = useTranslation('cycles');
  const dates = useDates();
  const [search, setSearch] = useSearchParams();
  const result = useQuery({
    query: CyclesQuery,
    variables: { first: STEP, after: search.get('after') },
    context: KEEP,
  });
  return (
    <Query result={result}>
      {({ cycles }) =>
        cycles && cycles.edges.length > 0 ? (
          <Stack>
            <List label={t('place.cycles')}>
              {cycles.edges.map(({ node: cycle }) => {
                const phase = cycle.phases.find((one) => one.phase === cycle.currentPhase);
                return (
                  <li key={cycle.id} className={classes.line}>
                    <span className={classes.grow}>
                      <Link className={classes.name} to={paths.cycle(cycle.id)}>
                        {cycle.name}
                      </Link>
                      <span className={classes.note}>
                        {t('list.period', {
                          from: dates.date(cycle.periodFrom),
                          until: dates.date(cycle.periodUntil),
                        })}
                        {cycle.programme ? ` · ${cycle.programme.name}` : ''}
                      </span>
                    </span>
                    {phase ? (
                      <span className={classes.note}>
                        {t('list.until', { date: dates.date(phase.untilOn) })}
                      </span>
                    ) : null}
                    <CycleStateMark state={cycle.state} />
                  </li>
                );
              })}
            </List>
            <div className={classes.buttons}>
              {search.get('after') ? (
                <Button variant="default" onClick={() => setSearch({})}>
                  {t('list.newest')}
                </Button>
              ) : null}
              {cycles.pageInfo.hasNextPage ? (
                <Button
                  variant="default"
                  onClick={() => setSearch({ after: cycles.pageInfo.endCursor ?? '' })}
                >
                  {t('list.older')}
                </Button>
              ) : null}
            </div>
          </Stack>
        ) : (
          <EmptyState
            icon={<IconRefresh size={30} stroke={1.5} />}
            title={t('list.none')}
            example={t('list.noneExample')}
            action={
              <Button component={Link} to={paths.newCycle()}>
                {t('new.begin')}
              </Button>
            }
          />
        )
      }
    </Query>
  );
}
