import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { csv, download } from '@/lib/csv';
import { useDates } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { Bar } from './Bar';
import classes from './reports.module.css';
import { Table } from './Table';

const RatesQuery = graphql(`
  query OneOnOneRates {
    oneOnOneRates {
      minimum
      withheld
      company {
        ...Rate_department
      }
      departments {
        ...Rate_department
      }
    }
  }
`);

const RateFragment = graphql(`
  fragment Rate_department on DepartmentRate {
    key
    name
    people
    meetingPeople
    held30
    held90
    held365
    rate30
    rate90
    rate365
  }
`);

type Rate = DocumentType<typeof RateFragment>;
const PERIODS = [30, 90, 365] as const;

function of(rate: Rate, days: (typeof PERIODS)[number]) {
  return {
    30: { held: rate.held30, rate: rate.rate30 },
    90: { held: rate.held90, rate: rate.rate90 },
    365: { held: rate.held365, rate: rate.rate365 },
  }[days];
}

/** How many of the meetings that were to be held were held, by department; for HR. */
export function Rates() {
  const { t } = useTranslation('reports');
  const result = useQuery({ query: RatesQuery });
  return (
    <Query result={result}>
      {({ oneOnOneRates: report }) => {
        if (!report) return <NotThere />;
        const rows = unmask(RateFragment, report.departments);
        const company = unmask(RateFragment, report.company) ?? null;
        if (rows.length === 0) {
          return (
            <EmptyState
              icon={<IconUsers size={32} stroke={1.5} />}
              title={t('rates.none')}
              example={t('rates.noneExample', { count: report.minimum })}
            />
          );
        }
        return (
          <Section
            title={t('rates.title')}
            aside={
              <Button variant="default" onClick={() => save(company ? [...rows, company] : rows, t)}>
                {t('download')}
              </Button>
            }
          >
            <p className={classes.hint}>{t('rates.explain')}</p>
            <RatesTable rows={rows} company={company} />
            <p className={classes.hint}>
              {t('rates.minimum', { count: report.minimum })}{' '}
              {report.withheld ? t('rates.withheld', { count: report.withheld }) : null}
            </p>
          </Section>
        );
      }}
    </Query>
  );
}

function RatesTable({ rows, company }: { rows: readonly Rate[]; company: Rate | null }) {
  const { t } = useTranslation('reports');
  return (
    <Table
      label={t('rates.title')}
      columns={[
        t('rates.department'),
        t('rates.people'),
        t('rates.meeting'),
        ...PERIODS.map((days) => t('rates.days', { count: days })),
      ]}
    >
      <tbody>
        {rows.map((row) => (
          <Line key={row.key} row={row} />
        ))}
      </tbody>
      {company ? (
        <tfoot>
          <Line row={company} />
        </tfoot>
      ) : null}
    </Table>
  );
}

function Line({ row }: { row: Rate }) {
  const { t } = useTranslation('reports');
  const { locale } = useDates();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td className={classes.numeric}>{row.people}</td>
      <td className={classes.numeric}>{row.meetingPeople}</td>
      {PERIODS.map((days) => {
        const { held, rate } = of(row, days);
        return (
          <td key={days} className={classes.numeric}>
            {rate == null ? (
              <span className={classes.quiet}>{t('rates.nothingExpected')}</span>
            ) : (
              <>
                <strong>{percent.format(rate)}</strong>{' '}
                <span className={classes.quiet}>{t('rates.held', { count: held })}</span>
                <Bar share={rate} />
              </>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function save(rows: readonly Rate[], t: ReturnType<typeof useTranslation<'reports'>>['t']): void {
  const head = [
    t('rates.department'),
    t('rates.people'),
    t('rates.meeting'),
    ...PERIODS.flatMap((days) => [
      t('rates.csvHeld', { count: days }),
      t('rates.csvRate', { count: days }),
    ]),
  ];
  const lines = rows.map((row) => [
    row.name,
    row.people,
    row.meetingPeople,
    ...PERIODS.flatMap((days) => {
      const { held, rate } = of(row, days);
      return [held, rate == null ? null : Math.round(rate * 1000) / 1000];
    }),
  ]);
  download('one-on-ones.csv', csv([head, ...lines]));
}
