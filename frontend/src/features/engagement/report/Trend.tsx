import { IconChartLine } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { DateText } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { ChartAndTable } from './charts/ChartAndTable';
import { drawnInterval } from './charts/IntervalBar';
import { Numeric, Table } from './charts/Table';
import { TrendLine } from './charts/TrendLine';
import { HiddenCell } from './Hidden';
import classes from './report.module.css';
import { useNumbers } from './useNumbers';
import { CellFragment } from './wire';

const SurveyTrendQuery = graphql(`
  query SurveyTrend($waveId: ID!, $group: String) {
    surveyTrend(waveId: $waveId, group: $group) {
      subjectKind
      subjectId
      label
      points {
        wave {
          id
          number
          endsOn
        }
        figure {
          ...ReportCell_figure
        }
      }
    }
  }
`);

type OneTrend = DocumentType<typeof SurveyTrendQuery>['surveyTrend'][number];

const KINDS = ['OUTCOME', 'DRIVER', 'QUESTION'] as const;

interface TrendProps {
  waveId: string;
  group: string;
  /** Of fewer people nothing may follow, from whatever is laid beside each other. */
  scoreGroup: number;
  /** Whether nothing was told before this wave. */
  first: boolean;
}

/** Each figure over the waves of the survey. A wave in which it is not told of is a gap, never a nought. */
export function Trend({ waveId, group, scoreGroup, first }: TrendProps) {
  const { t } = useTranslation('survey_reports');
  const result = useQuery({ query: SurveyTrendQuery, variables: { waveId, group } });
  return (
    <Query result={result}>
      {({ surveyTrend }) => {
        if (!surveyTrend.some((one) => one.points.length > 1)) {
          return (
            <EmptyState
              icon={<IconChartLine size={32} stroke={1.5} />}
              title={t(first ? 'trend.none' : 'trend.apart')}
              example={first ? t('trend.noneExample') : t('trend.apartExample', { count: scoreGroup })}
            />
          );
        }
        return (
          <>
            <p className={classes.hint}>{t('trend.explain')}</p>
            {KINDS.map((kind) => {
              const trends = surveyTrend.filter((one) => one.subjectKind === kind);
              if (trends.length === 0) return null;
              return (
                <Section key={kind} title={t(`subject.${kind}`)}>
                  <ChartAndTable
                    name={`trend.${kind}`}
                    label={t(`subject.${kind}`)}
                    chart={
                      <ul className={classes.trends}>
                        {trends.map((one) => (
                          <li key={one.subjectId} className={classes.trendCard}>
                            <h3 className={classes.partTitle}>{one.label}</h3>
                            <OneLine trend={one} />
                          </li>
                        ))}
                      </ul>
                    }
                    table={<Numbers trends={trends} label={t(`subject.${kind}`)} />}
                  />
                </Section>
              );
            })}
          </>
        );
      }}
    </Query>
  );
}

function OneLine({ trend }: { trend: OneTrend }) {
  const { t, mean, nOf, whole } = useNumbers();
  const points = trend.points.map(({ wave, figure: masked }) => {
    const figure = unmask(CellFragment, masked);
    return {
      key: wave.id,
      name: t('wave.short', { number: wave.number }),
      number: wave.number,
      mean: figure.mean,
      ...drawnInterval(figure),
      n: figure.n,
    };
  });
  const known = points.filter((one) => one.mean !== null);
  const [first, last] = [known[0], known.at(-1)];
  const ns = known.flatMap((one) => (one.n === null ? [] : [one.n]));
  return (
    <>
      <TrendLine
        points={points}
        label={
          first && last && first.mean !== null && last.mean !== null
            ? t('trend.label', {
                subject: trend.label,
                first: mean(first.mean),
                firstWave: first.number,
                last: mean(last.mean),
                lastWave: last.number,
              })
            : t('trend.unknown', { subject: trend.label })
        }
      />
      <p className={classes.quiet}>
        {known.length === 0
          ? t('trend.unknown', { subject: trend.label })
          : ns.length === 0
            ? nOf(null)
            : Math.min(...ns) === Math.max(...ns)
              ? nOf(ns[0] ?? null)
              : t('trend.n', {
                  least: whole(Math.min(...ns)),
                  most: whole(Math.max(...ns)),
                  count: Math.max(...ns),
                })}
      </p>
    </>
  );
}

function Numbers({ trends, label }: { trends: readonly OneTrend[]; label: string }) {
  const { t, nShort, meanOf, meanRange } = useNumbers();
  return (
    <Table
      label={label}
      columns={[
        t('column.subject'),
        t('column.wave'),
        t('column.ended'),
        t('mean'),
        t('column.meanInterval'),
        t('column.n'),
      ]}
    >
      {trends.flatMap((trend) =>
        trend.points.map(({ wave, figure: masked }) => {
          const figure = unmask(CellFragment, masked);
          return (
            <tr key={`${trend.subjectId} ${wave.id}`}>
              <th scope="row">{trend.label}</th>
              <Numeric>
                <Link to={paths.surveyReport(wave.id)}>{t('wave.short', { number: wave.number })}</Link>
              </Numeric>
              <Numeric>
                <DateText date={wave.endsOn} />
              </Numeric>
              {figure.mean === null ? (
                <td colSpan={3}>
                  <HiddenCell reason={figure.reason} reasonText={figure.reasonText} />
                </td>
              ) : (
                <>
                  <Numeric>{meanOf(figure)}</Numeric>
                  <Numeric>{meanRange(figure)}</Numeric>
                  <Numeric>{nShort(figure.n)}</Numeric>
                </>
              )}
            </tr>
          );
        }),
      )}
    </Table>
  );
}
