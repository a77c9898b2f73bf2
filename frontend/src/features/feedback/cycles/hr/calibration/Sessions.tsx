import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { CycleState } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import classes from '../hr.module.css';

const SessionDialog = lazy(() => import('./SessionDialog'));

const SessionsQuery = graphql(`
  query CalibrationSessions($id: ID!) {
    cycle(id: $id) {
      id
      state
      calibrationSessions {
        id
        name
        state
        facilitators {
          id
          ...PersonLine_person
        }
        seats {
          person {
            id
          }
        }
        changes {
          id
          state
        }
      }
    }
  }
`);

/** States of a cycle in which sessions are set up: also while it runs. */
const SET_UP: readonly CycleState[] = ['NOMINATION', 'WRITING', 'CALIBRATION', 'PACKETS'];

/** Sessions in which ratings are compared, by group; one can be added while the cycle runs. */
export default function Sessions({ id }: { id: string }) {
  const { t } = useTranslation('cycles');
  const result = useQuery({ query: SessionsQuery, variables: { id } });
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Query result={result}>
        {({ cycle }) => {
          if (!cycle) return <NotThere />;
          const going = SET_UP.includes(cycle.state);
          const add = going ? (
            <Button onClick={() => setAdding(true)}>{t('session.new')}</Button>
          ) : null;
          if (cycle.calibrationSessions.length === 0) {
            return (
              <EmptyState
                icon={<IconScale size={30} stroke={1.5} />}
                title={t('session.none')}
                example={t('session.noneExample')}
                {...(add ? { action: add } : {})}
              />
            );
          }
          return (
            <div className={classes.stack}>
              <div className={classes.buttons}>{add}</div>
              <List label={t('tab.calibration')}>
                {cycle.calibrationSessions.map((session) => {
                  const open = session.changes.filter((one) => one.state === 'PROPOSED').length;
                  return (
                    <li key={session.id} className={classes.line}>
                      <span className={classes.grow}>
                        <Link
                          className={classes.name}
                          to={paths.calibrationSession(cycle.id, session.id)}
                        >
                          {session.name}
                        </Link>
                        <span className={classes.note}>
                          {session.facilitators.map((person, index) => (
                            <span key={person.id}>
                              {index > 0 ? ', ' : ''}
                              <PersonName person={person} />
                            </span>
                          ))}
                          {session.facilitators.length > 0 ? ' · ' : ''}
                          {t('audience.count', { count: session.seats.length })}
                        </span>
                      </span>
                      {open > 0 ? (
                        <span className={classes.moved}>{t('session.undecided', { count: open })}</span>
                      ) : null}
                      <span className={classes.note}>{t(`session.${session.state}`)}</span>
                    </li>
                  );
                })}
              </List>
            </div>
          );
        }}
      </Query>
      <Suspense fallback={null}>
        {adding ? (
          <SessionDialog cycleId={id} session={null} onClose={() => setAdding(false)} />
        ) : null}
      </Suspense>
    </>
  );
}
