import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { Section } from '@/ui/Section';
import classes from './rhythm.module.css';

export const CadenceFactsFragment = graphql(`
  fragment CadenceFacts_series on OneOnOneSeries {
    id
    cadenceReport {
      key
      held30
      held90
      held365
      expected30
      expected90
      expected365
      meanDays
      lastHeldAt
    }
  }
`);

/** How the rhythm goes in fact: held of expected, over three spans. For the two only. */
export function CadenceFacts({ series: masked }: { series: FragmentType<typeof CadenceFactsFragment> }) {
  const { cadenceReport: report } = unmask(CadenceFactsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const spans = [
    { days: 30, held: report.held30, expected: Math.round(report.expected30) },
    { days: 90, held: report.held90, expected: Math.round(report.expected90) },
    { days: 365, held: report.held365, expected: Math.round(report.expected365) },
  ];
  return (
    <Section title={t('facts.title')} look="card">
      <dl className={classes.facts}>
        {spans.map(({ days, held, expected }) => (
          <div key={days}>
            <dt>{t('facts.days', { count: days })}</dt>
            <dd>
              {expected === 0 && held === 0
                ? t('facts.tooEarly')
                : held > expected
                  ? t('facts.more', { held })
                  : t('facts.held', { held, expected })}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.under}>
        {report.lastHeldAt
          ? t('facts.last', { when: dates.shortDay(report.lastHeldAt) })
          : t('facts.never')}
        {report.meanDays === null ? null : (
          <> {t('facts.mean', { count: Math.round(report.meanDays) })}</>
        )}
      </p>
    </Section>
  );
}
