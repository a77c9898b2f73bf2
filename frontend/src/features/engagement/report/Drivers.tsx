import { IconTopologyStar3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { ChartAndTable } from './charts/ChartAndTable';
import { IntervalBar } from './charts/IntervalBar';
import { Numeric, Table } from './charts/Table';
import classes from './report.module.css';
import { useNumbers } from './useNumbers';

const SurveyDriversQuery = graphql(`
  query SurveyDriverAnalysis($waveId: ID!) {
    surveyDriverAnalysis(waveId: $waveId) {
      n
      explained
      explainedFrom
      explainedUntil
      caution
      reason
      reasonText
      outcome
      weights {
        weight
        from
        until
        mean
        driver {
          id
          name
        }
      }
    }
  }
`);

type Analysis = NonNullable<DocumentType<typeof SurveyDriversQuery>['surveyDriverAnalysis']>;

/** Which drivers go together with the outcome, over everybody; and that this is not a cause. */
export function Drivers({ waveId }: { waveId: string }) {
  const { t } = useTranslation('survey_reports');
  const result = useQuery({ query: SurveyDriversQuery, variables: { waveId } });
  return (
    <Section title={t('part.drivers')}>
      <Query result={result}>
        {({ surveyDriverAnalysis: analysis }) => {
          if (!analysis) return <NotThere />;
          if (analysis.weights.length === 0) {
            return (
              <EmptyState
                icon={<IconTopologyStar3 size={32} stroke={1.5} />}
                title={t('weights.none')}
                example={
                  analysis.reasonText ||
                  (analysis.reason ? t(`reason.${analysis.reason}`) : t('weights.noneExample'))
                }
              />
            );
          }
          return <Weights analysis={analysis} />;
        }}
      </Query>
    </Section>
  );
}

function Weights({ analysis }: { analysis: Analysis }) {
  const { t, percent, mean, range, whole } = useNumbers();
  const weights = analysis.weights.toSorted((a, b) => b.weight - a.weight);
  const most = Math.max(0.01, ...weights.map((one) => one.until));
  return (
    <>
      <p className={classes.caution}>{analysis.caution}</p>
      <p className={classes.hint}>
        {t('weights.explain', {
          outcome: analysis.outcome,
          explained: percent(analysis.explained),
          range: range(analysis.explainedFrom, analysis.explainedUntil, percent),
          count: analysis.n,
          n: whole(analysis.n),
        })}
      </p>
      <ChartAndTable
        name="weights"
        label={t('part.drivers')}
        chart={
          <ol className={classes.bars}>
            {weights.map((one) => (
              <li key={one.driver.id} className={classes.barLine}>
                <span className={classes.barName}>
                  {one.driver.name}
                  <span className={classes.groupNote}>{t('weights.mean', { mean: mean(one.mean) })}</span>
                </span>
                <IntervalBar value={one.weight} from={one.from} until={one.until} most={most} />
                <span className={classes.barNumbers}>
                  <strong>{percent(one.weight)}</strong>{' '}
                  <span className={classes.quiet}>{range(one.from, one.until, percent)}</span>
                </span>
              </li>
            ))}
          </ol>
        }
        table={
          <Table
            label={t('part.drivers')}
            columns={[
              t('heat.driver'),
              t('weights.weight'),
              t('column.meanInterval'),
              t('mean'),
              t('column.n'),
            ]}
          >
            {weights.map((one) => (
              <tr key={one.driver.id}>
                <th scope="row">{one.driver.name}</th>
                <Numeric>{percent(one.weight)}</Numeric>
                <Numeric>{range(one.from, one.until, percent)}</Numeric>
                <Numeric>{mean(one.mean)}</Numeric>
                <Numeric>{whole(analysis.n)}</Numeric>
              </tr>
            ))}
          </Table>
        }
      />
      <p className={classes.hint}>{t('weights.method', { most: percent(most) })}</p>
    </>
  );
}
