import { NativeSelect, TextInput } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import type { CoverageBy } from '@/gql/graphql';
import { useDates } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import { Bar } from './Bar';
import { Downloads } from './Downloads';
import classes from './reports.module.css';
import { Table } from './Table';

const CoverageQuery = graphql(`
  query DevelopmentCoverage($by: CoverageBy!, $on: Date) {
    developmentCoverage(by: $by, on: $on) {
      minimum
      on
      withheld
      company {
        ...Coverage_group
      }
      groups {
        ...Coverage_group
      }
      trend {
        month
        people
        withPlan
        completed
      }
    }
  }
`);

const GroupFragment = graphql(`
  fragment Coverage_group on CoverageGroup {
    key
    name
    people
    withPlan
    checkedIn30
    quiet
    closed12Months
    completed12Months
    goalsDoneShare
    assessed12Months
  }
`);

type Group = DocumentType<typeof GroupFragment>;

export const COVERAGE_BY = ['DEPARTMENT', 'LEVEL', 'LOCATION'] as const satisfies readonly CoverageBy[];

export function coverageBy(value: string | null): CoverageBy {
  return COVERAGE_BY.find((one) => one === value) ?? 'DEPARTMENT';
}

/** Who has a plan, keeps it alive and brings it to an end, in groups; for HR. */
export function Coverage() {
  const { t } = useTranslation('reports');
  const dates = useDates();
  const [search, setSearch] = useSearchParams();
  const by = coverageBy(search.get('by'));
  const on = search.get('on');
  const result = useQuery({ query: CoverageQuery, variables: { by, on } });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const query = new URLSearchParams({ by: by.toLowerCase(), ...(on ? { on } : {}) }).toString();
  return (
    <Stack>
      <div className={classes.filters}>
        <NativeSelect
          label={t('coverage.by')}
          value={by}
          onChange={(event) => set('by', event.currentTarget.value)}
          data={COVERAGE_BY.map((one) => ({ value: one, label: t(`coverage.by.${one}`) }))}
        />
        <TextInput
          type="date"
          label={t('coverage.on')}
          value={on ?? ''}
          onChange={(event) => set('on', event.currentTarget.value)}
        />
      </div>
      <Query result={result}>
        {({ developmentCoverage: report }) => {
          if (!report) return <NotThere />;
          const rows = unmask(GroupFragment, report.groups);
          const company = unmask(GroupFragment, report.company) ?? null;
          if (rows.length === 0 && !company) {
            return (
              <EmptyState
                icon={<IconTargetArrow size={32} stroke={1.5} />}
                title={t('coverage.none')}
                example={t('coverage.noneExample', { count: report.minimum })}
              />
            );
          }
          return (
            <Stack>
              <Section title={t('coverage.title', { day: dates.date(report.on) })} aside={<Downloads name="development-coverage" query={query} />}>
                <p className={classes.hint}>{t('coverage.explain')}</p>
                <CoverageTable rows={rows} company={company} first={t(`coverage.by.${by}`)} />
                <p className={classes.hint}>
                  {t('coverage.minimum', { count: report.minimum })}{' '}
                  {report.withheld ? t('coverage.withheld', { count: report.withheld }) : null}
                </p>
              </Section>
              {report.trend.length > 0 ? (
                <Section title={t('coverage.trend')}>
                  <Trend months={report.trend} />
                </Section>
              ) : null}
            </Stack>
          );
        }}
      </Query>
    </Stack>
  );
}

interface CoverageTableProps {
  rows: readonly Group[];
  company: Group | null;
  first: string;
}

function CoverageTable({ rows, company, first }: CoverageTableProps) {
  const { t } = useTranslation('reports');
  return (
    <Table
      label={t('coverage.table')}
      columns={[
        first,
        t('coverage.people'),
        t('coverage.withPlan'),
        t('coverage.checkedIn'),
        t('coverage.quiet'),
        t('coverage.completed'),
        t('coverage.goalsDone'),
        t('coverage.assessed'),
      ]}
    >
      <tbody>
        {rows.map((row) => (
          <Line key={row.key} row={row} name={row.name} />
        ))}
      </tbody>
      {company ? (
        <tfoot>
          <Line row={company} name={t('coverage.company')} />
        </tfoot>
      ) : null}
    </Table>
  );
}

function Line({ row, name }: { row: Group; name: string }) {
  const { t } = useTranslation('reports');
  const { locale } = useDates();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={classes.numeric}>{row.people}</td>
      <td className={classes.numeric}>
        <strong>{percent.format(row.people ? row.withPlan / row.people : 0)}</strong>{' '}
        <span className={classes.quiet}>{row.withPlan}</span>
        <Bar share={row.people ? row.withPlan / row.people : 0} />
      </td>
      <td className={classes.numeric}>{row.checkedIn30}</td>
      <td className={classes.numeric}>{row.quiet}</td>
      <td className={classes.numeric}>
        {row.closed12Months ? (
          t('coverage.ofClosed', { completed: row.completed12Months, closed: row.closed12Months })
        ) : (
          <span className={classes.quiet}>–</span>
        )}
      </td>
      <td className={classes.numeric}>
        {row.goalsDoneShare == null ? (
          <span className={classes.quiet}>–</span>
        ) : (
          percent.format(row.goalsDoneShare)
        )}
      </td>
      <td className={classes.numeric}>{row.assessed12Months}</td>
    </tr>
  );
}

interface Month {
  month: string;
  people: number;
  withPlan: number;
  completed: number;
}

function Trend({ months }: { months: readonly Month[] }) {
  const { t } = useTranslation('reports');
  const dates = useDates();
  const { locale } = dates;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <Table
      label={t('coverage.trend')}
      columns={[t('coverage.month'), t('coverage.people'), t('coverage.withPlan'), t('coverage.completedThen')]}
    >
      <tbody>
        {months.map((one) => (
          <tr key={one.month}>
            <th scope="row">{dates.month(one.month)}</th>
            <td className={classes.numeric}>{one.people}</td>
            <td className={classes.numeric}>
              <strong>{percent.format(one.people ? one.withPlan / one.people : 0)}</strong>{' '}
              <span className={classes.quiet}>{one.withPlan}</span>
              <Bar share={one.people ? one.withPlan / one.people : 0} />
            </td>
            <td className={classes.numeric}>{one.completed}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
