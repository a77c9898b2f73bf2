import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import classes from '../competencies.module.css';

export const CompetencyPointFragment = graphql(`
  fragment OverTime_point on CompetencyPoint {
    at
    source
    rank
    of
    label
    path
  }
`);

type Point = DocumentType<typeof CompetencyPointFragment>;

interface OverTimeProps {
  points: readonly Point[];
  competency: string;
}

/** A competency over time: a line for each side, and the table that it is drawn from. */
export function OverTime({ points, competency }: OverTimeProps) {
  const { t, i18n } = useTranslation('competencies');
  const dates = useDates();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const assessed = points
    .filter((point) => point.source !== 'REVIEWS')
    .toSorted((a, b) => a.at.localeCompare(b.at));
  const moments = new Set(assessed.map((point) => point.at)).size;
  return (
    <div className={classes.stack} data-gap="small">
      {moments > 1 ? <Line points={assessed} /> : null}
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <caption>{t('time.table', { competency })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('time.when')}</th>
              <th scope="col">{t('time.who')}</th>
              <th scope="col">{t('time.seen')}</th>
            </tr>
          </thead>
          <tbody>
            {points
              .toSorted((a, b) => b.at.localeCompare(a.at))
              .map((point, index) => (
                <tr key={index}>
                  <td>
                    {point.path ? (
                      <Link to={point.path}>{dates.shortDay(point.at)}</Link>
                    ) : (
                      dates.shortDay(point.at)
                    )}
                  </td>
                  <td>
                    {t(`time.${point.source}`)}
                    {point.label ? <span className={classes.note}> {point.label}</span> : null}
                  </td>
                  <td className={classes.figure}>
                    {t('time.of', { rank: number.format(point.rank), of: number.format(point.of) })}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {points.some((point) => point.source === 'REVIEWS') ? (
        <p className={classes.note}>{t('time.reviewsScale')}</p>
      ) : null}
    </div>
  );
}

const WIDTH = 320;
const HEIGHT = 88;
const EDGE = 8;

/** Only what the two sides saw, on the levels: rounds of feedback have a scale of their own. */
function Line({ points }: { points: readonly Point[] }) {
  const times = points.map((point) => Date.parse(point.at));
  const first = Math.min(...times);
  const length = Math.max(...times) - first || 1;
  const most = Math.max(...points.map((point) => point.of), 1);
  const x = (point: Point) => EDGE + ((Date.parse(point.at) - first) * (WIDTH - 2 * EDGE)) / length;
  const y = (point: Point) => HEIGHT - EDGE - (point.rank * (HEIGHT - 2 * EDGE)) / most;
  return (
    <svg className={classes.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {Array.from({ length: most + 1 }, (_, rank) => {
        const at = HEIGHT - EDGE - (rank * (HEIGHT - 2 * EDGE)) / most;
        return <line key={rank} className={classes.grid} x1={0} x2={WIDTH} y1={at} y2={at} />;
      })}
      {(['SELF', 'MANAGER'] as const).map((source) => {
        const own = points.filter((point) => point.source === source);
        return (
          <g key={source} data-who={source}>
            <path d={own.map((point, index) => `${index ? 'L' : 'M'}${x(point)} ${y(point)}`).join(' ')} />
            {own.map((point, index) =>
              source === 'SELF' ? (
                <circle key={index} cx={x(point)} cy={y(point)} r={5} />
              ) : (
                <rect key={index} x={x(point) - 3.5} y={y(point) - 3.5} width={7} height={7} />
              ),
            )}
          </g>
        );
      })}
    </svg>
  );
}
