import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { SeriesCard } from '@/features/one_on_ones/SeriesCard';
import { SeriesProposals } from '@/features/one_on_ones/SeriesProposals';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';

const StartSeriesDialog = lazy(() => import('@/features/one_on_ones/StartSeriesDialog'));

const OneOnOnesPageQuery = graphql(`
  query OneOnOnesPage {
    viewer {
      series {
        id
        endedAt
        ...SeriesCard_series
      }
      ...SeriesProposals_viewer
    }
  }
`);

const StartWith = graphql(`
  query StartWith($id: ID!) {
    person(id: $id) {
      id
      name
    }
  }
`);

const KEEP = { keep: true };

export default function OneOnOnesPage() {
  const { t } = useTranslation('one_on_ones');
  const [search, setSearch] = useSearchParams();
  const result = useQuery({ query: OneOnOnesPageQuery, context: KEEP });
  // The dialog has an address, so that a person's page can lead to it.
  const start = search.get('start');
  const [asked] = useQuery({
    query: StartWith,
    variables: { id: start ?? '' },
    pause: !start,
  });
  const ready = start === '' || Boolean(start && (asked.data || asked.error));

  const button = <Button onClick={() => setSearch({ start: '' })}>{t('start')}</Button>;
  const promises = (
    <Button component={Link} variant="default" to={paths.promises}>
      {t('page.title')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} action={<>{promises}{button}</>} />
      <Query result={result}>
        {(data) => {
          const all = data.viewer?.series ?? [];
          const active = all.filter((one) => !one.endedAt);
          const ended = all.filter((one) => one.endedAt);
          return (
            <Stack gap={28}>
              {data.viewer ? <SeriesProposals viewer={data.viewer} /> : null}
              {active.length === 0 ? (
                <EmptyState
                  icon={<IconUsers size={30} stroke={1.5} />}
                  title={t('none')}
                  example={t('noneExample')}
                  action={button}
                />
              ) : (
                <List label={t('title')}>
                  {active.map((series) => (
                    <SeriesCard key={series.id} series={series} />
                  ))}
                </List>
              )}
              {ended.length > 0 ? (
                <Section title={t('ended')}>
                  <List>
                    {ended.map((series) => (
                      <SeriesCard key={series.id} series={series} />
                    ))}
                  </List>
                </Section>
              ) : null}
            </Stack>
          );
        }}
      </Query>
      {ready ? (
        <Suspense fallback={null}>
          <StartSeriesDialog
            person={start ? (asked.data?.person ?? undefined) : undefined}
            onClose={() => setSearch({}, { replace: true })}
          />
        </Suspense>
      ) : null}
    </>
  );
}
