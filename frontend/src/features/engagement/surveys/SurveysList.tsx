import { Button } from '@mantine/core';
import { IconClipboardList, IconPlus } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
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
import { SurveyMark, WaveMark } from './Marks';
import classes from './surveys.module.css';

const NewSurveyDialog = lazy(() => import('./NewSurveyDialog'));

const KEEP = { keep: true };

const SurveysQuery = graphql(`
  query Surveys {
    surveys {
      id
      title
      state
      source
      rhythm
      startsOn
      waves {
        id
        number
        state
        startsOn
        endsOn
        invited
        answered
        canRead
      }
    }
  }
`);

/** All surveys, newest first: where each stands, and its last wave. */
export function SurveysList() {
  const { t } = useTranslation('surveys');
  const dates = useDates();
  const [address, setAddress] = useSearchParams();
  const result = useQuery({ query: SurveysQuery, context: KEEP });
  const begin = () => setAddress({ new: '' });
  return (
    <Stack>
      <div className={classes.buttons}>
        <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={begin}>
          {t('new.begin')}
        </Button>
        <Button component={Link} to={paths.surveyImport} variant="default">
          {t('list.import')}
        </Button>
      </div>
      <Query result={result}>
        {({ surveys }) =>
          surveys.length === 0 ? (
            <EmptyState
              icon={<IconClipboardList size={30} stroke={1.5} />}
              title={t('list.none')}
              example={t('list.noneExample')}
            />
          ) : (
            <List label={t('list.title')}>
              {surveys.map((survey) => {
                const last = survey.waves.toSorted((one, other) => other.number - one.number)[0];
                return (
                  <li key={survey.id} className={classes.line}>
                    <span className={classes.grow}>
                      <Link className={classes.name} to={paths.survey(survey.id)}>
                        {survey.title}
                      </Link>
                      <span className={classes.note}>
                        {[
                          survey.source === 'IMPORTED' ? t('list.imported') : t(`rhythm.${survey.rhythm}`),
                          last
                            ? last.startsOn === last.endsOn
                              ? dates.date(last.endsOn)
                              : t('wave.days', {
                                  from: dates.date(last.startsOn),
                                  until: dates.date(last.endsOn),
                                })
                            : t('list.starts', { date: dates.date(survey.startsOn) }),
                          last?.answered != null
                            ? t('wave.answered', {
                                answered: last.answered.toLocaleString(dates.locale),
                                invited: last.invited.toLocaleString(dates.locale),
                              })
                            : '',
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                    {last && last.state === 'CLOSED' && last.canRead ? (
                      <Button
                        component={Link}
                        to={paths.surveyReport(last.id)}
                        variant="default"
                        aria-label={t('wave.reportOf', { title: survey.title })}
                      >
                        {t('wave.report')}
                      </Button>
                    ) : null}
                    {last && survey.state !== 'DRAFT' ? (
                      <WaveMark state={last.state} />
                    ) : (
                      <SurveyMark state={survey.state} />
                    )}
                  </li>
                );
              })}
            </List>
          )
        }
      </Query>
      <Suspense fallback={null}>
        {address.has('new') ? <NewSurveyDialog onClose={() => setAddress({})} /> : null}
      </Suspense>
    </Stack>
  );
}
