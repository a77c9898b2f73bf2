import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { ActionItemLine } from '@/features/one_on_ones/ActionItemLine';
import { PastMeetings } from '@/features/one_on_ones/PastMeetings';
import { CadenceFacts } from '@/features/one_on_ones/rhythm/CadenceFacts';
import { UpcomingMeetings } from '@/features/one_on_ones/rhythm/UpcomingMeetings';
import { SeriesSettings } from '@/features/one_on_ones/SeriesSettings';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { Columns } from '@/ui/Columns';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Card, Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';

const MoveMeetingDialog = lazy(() => import('@/features/one_on_ones/MoveMeetingDialog'));

const SeriesPageQuery = graphql(`
  query SeriesPage($id: ID!, $first: Int!) {
    series(id: $id) {
      id
      endedAt
      other {
        id
        name
        ...PersonLine_person
      }
      current {
        id
        ...MoveMeetingDialog_meeting
      }
      openActionItems {
        id
        ...ActionItemLine_item
      }
      ...UpcomingMeetings_series
      ...CadenceFacts_series
      ...PastMeetings_series
      ...SeriesSettings_series
    }
  }
`);

const PAGE = 20;

export default function SeriesPage() {
  const { t } = useTranslation('one_on_ones');
  const { id = '' } = useParams();
  const dates = useDates();
  const [first, setFirst] = useState(PAGE);
  const [moving, setMoving] = useState(false);
  const result = useQuery({ query: SeriesPageQuery, variables: { id, first } });
  const back = { to: paths.oneOnOnes, label: t('title') };
  return (
    <Query result={result}>
      {({ series }) =>
        series ? (
          <>
            <PageHeader
              title={t('series.title', { name: series.other.name })}
              back={back}
              lead={
                series.endedAt
                  ? t('series.ended', { when: dates.shortDay(series.endedAt) })
                  : undefined
              }
              action={
                series.current && !series.endedAt ? (
                  <Button component={Link} to={paths.meeting(series.current.id)}>
                    {t('series.open')}
                  </Button>
                ) : undefined
              }
            />
            <Columns
              main={
                <>
                  <UpcomingMeetings series={series} onMove={() => setMoving(true)} />
                  <PastMeetings
                    series={series}
                    more={() => setFirst((count) => Math.min(count + PAGE, 100))}
                  />
                </>
              }
              side={
                <>
                  <Card>
                    <PersonLine person={series.other} to={paths.pair(series.other.id)} />
                  </Card>
                  <SeriesSettings series={series} />
                  <CadenceFacts series={series} />
                  <Section title={t('series.promises')}>
                    {series.openActionItems.length === 0 ? (
                      <p>{t('series.promisesNone')}</p>
                    ) : (
                      <List>
                        {series.openActionItems.map((item) => (
                          <ActionItemLine key={item.id} item={item} />
                        ))}
                      </List>
                    )}
                  </Section>
                </>
              }
            />
            <Suspense fallback={null}>
              {moving && series.current ? (
                <MoveMeetingDialog meeting={series.current} onClose={() => setMoving(false)} />
              ) : null}
            </Suspense>
          </>
        ) : (
          <>
            <PageHeader title={t('title')} back={back} />
            <NotThere />
          </>
        )
      }
    </Query>
  );
}
