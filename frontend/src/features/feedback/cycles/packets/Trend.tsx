import { useTranslation } from 'react-i18next';
import { type FragmentType, unmask } from '@/gql';
import { DateText } from '@/ui/dates';
import { Section } from '@/ui/Section';
import { useCompetency } from '../parts/useCompetency';
import classes from './packets.module.css';
import { useFigures } from './useFigures';
import { CompetencyFragment, TrendFragment, type TrendPoint } from './wire';

interface TrendProps {
  trend: readonly FragmentType<typeof TrendFragment>[];
  /** The present cycle's, which end each line. */
  competencies: readonly FragmentType<typeof CompetencyFragment>[];
  cycleName: string;
}

interface Step {
  key: string;
  name: string;
  on: string | null;
  self: number | null;
  others: number | null;
}

/** Each competency over the cycles: a line to look at, and the table that it is drawn from. */
export function Trend({ trend: masked, competencies: maskedNow, cycleName }: TrendProps) {
  const { t } = useTranslation('reviews');
  const { figure } = useFigures();
  const competency = useCompetency();
  const trend = unmask(TrendFragment, masked);
  const now = unmask(CompetencyFragment, maskedNow);
  if (trend.length === 0) return null;
  const shown = now.filter((one) => trend.some((point) => point.competency === one.competency));
  const cell = (value: number | null) => (value === null ? '–' : figure(value));
  return (
    <Section title={t('trend.title')} look="card">
      <p className={classes.quiet}>{t('trend.lead')}</p>
      {shown.map((one) => {
        const steps: Step[] = [
          ...trend
            .filter((point) => point.competency === one.competency)
            .toSorted((a, b) => a.releasedOn.localeCompare(b.releasedOn))
            .map(stepOf),
          { key: 'now', name: cycleName, on: null, self: one.self, others: one.others },
        ];
        return (
          <div key={one.competency} className={classes.trend}>
            <h3>{competency(one.competency)}</h3>
            <Line steps={steps} most={one.scaleMaximum} />
            <table className={classes.trendTable}>
              <caption>{t('trend.table', { competency: competency(one.competency) })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('trend.cycle')}</th>
                  <th scope="col">{t('who.self')}</th>
                  <th scope="col">{t('who.others')}</th>
                </tr>
              </thead>
              <tbody>
                {steps.map((step) => (
                  <tr key={step.key}>
                    <th scope="row">
                      {step.name}
                      {step.on ? (
                        <span className={classes.quiet}>
                          {' '}
                          <DateText date={step.on} />
                        </span>
                      ) : null}
                    </th>
                    <td>{cell(step.self)}</td>
                    <td>{cell(step.others)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
    </Section>
  );
}

function stepOf(point: TrendPoint): Step {
  return {
    key: point.cycle.id,
    name: point.cycle.name,
    on: point.releasedOn,
    self: point.self,
    others: point.others,
  };
}

const WIDTH = 240;
const HEIGHT = 72;
const EDGE = 8;

/** The table beside it says the same: this is for the eye. A gap stays a gap. */
function Line({ steps, most }: { steps: readonly Step[]; most: number }) {
  const x = (index: number) => EDGE + (index * (WIDTH - 2 * EDGE)) / Math.max(1, steps.length - 1);
  const y = (value: number) => HEIGHT - EDGE - ((value - 1) * (HEIGHT - 2 * EDGE)) / Math.max(1, most - 1);
  const path = (of: 'self' | 'others') => {
    let open = false;
    return steps
      .map((step, index) => {
        const value = step[of];
        if (value === null) {
          open = false;
          return '';
        }
        const go = open ? 'L' : 'M';
        open = true;
        return `${go}${x(index)} ${y(value)}`;
      })
      .join(' ');
  };
  return (
    <svg className={classes.line} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {(['self', 'others'] as const).map((who) => (
        <g key={who} data-who={who}>
          <path d={path(who)} />
          {steps.map((step, index) => {
            const value = step[who];
            return value === null ? null : <circle key={step.key} cx={x(index)} cy={y(value)} r={3.5} />;
          })}
        </g>
      ))}
    </svg>
  );
}
