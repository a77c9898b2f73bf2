import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { OutboxState } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { usePolling } from '@/lib/usePolling';
import { RelativeTime } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';
import classes from './mail.module.css';

const OutboxFiguresQuery = graphql(`
  query OutboxFigures {
    outbox {
      queued
      retrying
      parked
      sentToday
      bouncedThisWeek
      oldestDueAt
    }
  }
`);

const FIGURES = [
  ['queued', 'WAITING'],
  ['retrying', 'WAITING'],
  ['parked', 'FAILED'],
  ['sentToday', 'SENT'],
  ['bouncedThisWeek', 'BOUNCED'],
] as const satisfies readonly (readonly [string, OutboxState])[];
const LOOK_EVERY = 10_000;

/** How the outbox does, each number leading to the mails behind it. */
export function OutboxFigures() {
  const { t } = useTranslation('mail');
  const result = useQuery({ query: OutboxFiguresQuery });
  const read = result[1];
  const look = useCallback(() => read({ requestPolicy: 'network-only' }), [read]);
  usePolling(look, LOOK_EVERY);
  return (
    <Query result={result} loading={<LoadingState lines={1} height={110} />}>
      {({ outbox }) =>
        outbox ? (
          <div className={classes.some}>
            <ul className={classes.figures} aria-label={t('figures')}>
              {FIGURES.map(([name, state]) => (
                <li key={name}>
                  <Link className={classes.figure} to={`${paths.companyMail}?state=${state}`}>
                    <span className={classes.number}>{outbox[name]}</span>
                    <span className={classes.label}>{t(`figure.${name}`, { count: outbox[name] })}</span>
                  </Link>
                </li>
              ))}
            </ul>
            <p className={classes.hint}>
              {outbox.oldestDueAt ? (
                <>
                  {t('oldestDue')} <RelativeTime at={outbox.oldestDueAt} />
                </>
              ) : (
                t('nothingDue')
              )}
            </p>
          </div>
        ) : (
          <NotThere />
        )
      }
    </Query>
  );
}
