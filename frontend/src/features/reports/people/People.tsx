import { Button, NativeSelect } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import type { PeopleReportKind, ReportAsOf, ReportBy } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import { Downloads } from '../Downloads';
import classes from '../reports.module.css';
import { Months } from './Months';
import { ReportTable } from './ReportTable';
import { PeopleReportQuery } from './queries';

const ScheduleDialog = lazy(() => import('./ScheduleDialog'));

export const KINDS = [
  'ONE_ON_ONES',
  'CYCLES',
  'DEVELOPMENT',
  'RECOGNITION',
  'DIRECTORY',
] as const satisfies readonly PeopleReportKind[];
const BY = ['DEPARTMENT', 'LOCATION', 'LEVEL', 'TENURE'] as const satisfies readonly ReportBy[];
const AS_OF = ['NOW', 'THEN'] as const satisfies readonly ReportAsOf[];

/** What HR reads over the whole product: groups of enough people, never a person. */
export function People() {
  const { t } = useTranslation('reports');
  const dates = useDates();
  const [search, setSearch] = useSearchParams();
  const [scheduling, setScheduling] = useState(false);
  const kind = KINDS.find((one) => one === search.get('kind')) ?? 'ONE_ON_ONES';
  const by = BY.find((one) => one === search.get('by')) ?? 'DEPARTMENT';
  const asOf = AS_OF.find((one) => one === search.get('asOf')) ?? 'NOW';
  const result = useQuery({ query: PeopleReportQuery, variables: { kind, by, asOf } });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    setSearch(next, { replace: true });
  };
  const query = new URLSearchParams({
    kind: kind.toLowerCase(),
    by: by.toLowerCase(),
    as_of: asOf.toLowerCase(),
  }).toString();
  return (
    <Stack>
      <div className={classes.filters}>
        <NativeSelect
          label={t('people.about')}
          value={kind}
          onChange={(event) => set('kind', event.currentTarget.value)}
          data={KINDS.map((one) => ({ value: one, label: t(`people.kind.${one}`) }))}
        />
        <NativeSelect
          label={t('people.by')}
          value={by}
          onChange={(event) => set('by', event.currentTarget.value)}
          data={BY.map((one) => ({ value: one, label: t(`people.by.${one}`) }))}
        />
        <NativeSelect
          label={t('people.asOf')}
          value={asOf}
          onChange={(event) => set('asOf', event.currentTarget.value)}
          data={AS_OF.map((one) => ({ value: one, label: t(`people.asOf.${one}`) }))}
        />
      </div>
      <Query result={result}>
        {({ peopleReport: report }) => {
          if (!report) return <NotThere />;
          if (!report.everybody) {
            return (
              <EmptyState
                icon={<IconChartBar size={32} stroke={1.5} />}
                title={t('people.none')}
                example={t('people.noneExample')}
              />
            );
          }
          const main = report.columns.find((column) => column.main);
          return (
            <Stack gap={28}>
              <Section
                title={report.title}
                aside={
                  <Downloads name="people-report" query={query} forms={['csv', 'xlsx', 'pdf']} />
                }
              >
                <p className={classes.hint}>
                  {t('people.period', {
                    from: dates.date(report.from),
                    until: dates.date(report.until),
                  })}
                </p>
                <ReportTable
                  first={t(`people.by.${by}`)}
                  columns={report.columns}
                  rows={report.rows}
                  everybody={report.everybody}
                />
                <Notes notes={report.notes} withheld={report.withheld} />
              </Section>
              {main && report.months.length > 1 ? (
                <Section title={t('people.months', { column: main.label })}>
                  <Months column={main} columns={report.columns} months={report.months} />
                </Section>
              ) : null}
              <Section title={t('people.schedule')}>
                <p className={classes.hint}>{t('people.scheduleExplain')}</p>
                <div>
                  <Button variant="default" onClick={() => setScheduling(true)}>
                    {t('people.scheduleOpen')}
                  </Button>
                </div>
                <p className={classes.hint}>
                  <Link to={paths.reportsLedger}>{t('place.ledger')}</Link>
                </p>
              </Section>
            </Stack>
          );
        }}
      </Query>
      <Suspense fallback={null}>
        {scheduling ? (
          <ScheduleDialog of={{ kind, by, asOf }} onClose={() => setScheduling(false)} />
        ) : null}
      </Suspense>
    </Stack>
  );
}

function Notes({ notes, withheld }: { notes: readonly string[]; withheld: number }) {
  const { t } = useTranslation('reports');
  return (
    <>
      {withheld > 0 ? (
        <p className={classes.hint}>{t('people.withheld', { count: withheld })}</p>
      ) : null}
      {notes.map((note) => (
        <p key={note} className={classes.hint}>
          {note}
        </p>
      ))}
    </>
  );
}
