import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import classes from './hub.module.css';

export const PastWavesFragment = graphql(`
  fragment PastWaves_connection on SurveyWaveConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        title
        number
        state
        endsOn
        invited
        answered
        canRead
      }
    }
  }
`);

/** Surveys that the viewer was invited to and that are over: what came of each, and who looked. */
export function PastWaves({ waves: masked }: { waves: FragmentType<typeof PastWavesFragment> }) {
  const { t } = useTranslation('answering');
  const dates = useDates();
  const waves = unmask(PastWavesFragment, masked);
  const [address, setAddress] = useSearchParams();
  return (
    <Section title={t('hub.past')}>
      {waves.edges.length === 0 ? (
        <p className={classes.quiet}>{t('hub.pastNone')}</p>
      ) : (
        <List label={t('hub.past')}>
          {waves.edges.map(({ node: wave }) => {
            const closed = wave.state === 'CLOSED';
            return (
              <li key={wave.id} className={classes.line}>
                <span className={classes.grow}>
                  {closed && wave.canRead ? (
                    <Link className={classes.name} to={paths.surveyReport(wave.id)}>
                      {wave.title}
                    </Link>
                  ) : (
                    <span className={classes.name}>{wave.title}</span>
                  )}
                  <span className={classes.note}>
                    {[
                      t('hub.closed', { date: dates.date(wave.endsOn) }),
                      wave.answered === null
                        ? ''
                        : t('hub.answered', { answered: wave.answered, invited: wave.invited }),
                      wave.state === 'CANCELLED'
                        ? t('hub.cancelled')
                        : !closed
                          ? t('hub.notYet')
                          : wave.canRead
                            ? ''
                            : t('hub.notForYou'),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {closed ? (
                  <span className={classes.buttons}>
                    {wave.canRead ? (
                      <Button
                        component={Link}
                        variant="default"
                        to={paths.surveyReport(wave.id)}
                        aria-label={t('hub.reportOf', { title: wave.title })}
                      >
                        {t('hub.report')}
                      </Button>
                    ) : null}
                    <Button
                      component={Link}
                      variant="subtle"
                      to={paths.surveyLedger(wave.id)}
                      aria-label={t('hub.ledgerOf', { title: wave.title })}
                    >
                      {t('hub.ledger')}
                    </Button>
                  </span>
                ) : null}
              </li>
            );
          })}
        </List>
      )}
      <div className={classes.buttons}>
        {address.get('after') ? (
          <Button variant="default" onClick={() => setAddress({})}>
            {t('hub.newest')}
          </Button>
        ) : null}
        {waves.pageInfo.hasNextPage ? (
          <Button
            variant="default"
            onClick={() => setAddress({ after: waves.pageInfo.endCursor ?? '' })}
          >
            {t('hub.more')}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}
