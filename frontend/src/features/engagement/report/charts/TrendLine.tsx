import { useElementSize } from '@mantine/hooks';
import { useNumbers } from '../useNumbers';
import classes from './charts.module.css';

export interface Point {
  key: string;
  /** What stands under the point. */
  name: string;
  /** Null where nothing is told: the line has a gap there. */
  mean: number | null;
  from: number | null;
  until: number | null;
}

interface TrendLineProps {
  points: readonly Point[];
  /** The same in a sentence. */
  label: string;
}

const HEIGHT = 168;
const TOP = 18;
const BOTTOM = 26;
const LEFT = 30;
const RIGHT = 26;
/** Room for the number over the first point, clear of the scale's. */
const INDENT = 22;
const LINES = [0, 25, 50, 75, 100] as const;

/** Means over the waves with their intervals as a band. The table says the same. */
export function TrendLine({ points, label }: TrendLineProps) {
  const { mean } = useNumbers();
  const { ref, width: measured } = useElementSize();
  const width = measured || 320;
  const room = width - LEFT - INDENT - RIGHT;
  const x = (index: number) =>
    LEFT + INDENT + (points.length < 2 ? 0.5 : index / (points.length - 1)) * room;
  const y = (value: number) => TOP + (1 - value / 100) * (HEIGHT - TOP - BOTTOM);
  // Under a narrow chart only the first and the last wave have room for their names.
  const crowded = points.length > 2 && room / (points.length - 1) < 56;
  return (
    <div ref={ref} className={classes.trend}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        {LINES.map((value) => (
          <g key={value} className={classes.grid}>
            <line x1={LEFT} x2={width - RIGHT + 12} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4}>
              {value}
            </text>
          </g>
        ))}
        {runs(points).map((run) => (
          <g key={run[0]?.index}>
            <path className={classes.band} d={bandOf(run, x, y)} />
            <path
              className={classes.path}
              d={run
                .map((one, at) => `${at === 0 ? 'M' : 'L'}${x(one.index)} ${y(one.point.mean ?? 0)}`)
                .join(' ')}
            />
          </g>
        ))}
        {points.map((point, index) =>
          point.mean === null ? null : (
            <g key={point.key} className={classes.point}>
              {point.from !== null && point.until !== null ? (
                <line x1={x(index)} x2={x(index)} y1={y(point.from)} y2={y(point.until)} />
              ) : null}
              <circle cx={x(index)} cy={y(point.mean)} r={4.5} />
              {!crowded || index === points.length - 1 || index === 0 ? (
                <text x={x(index)} y={y(Math.max(point.until ?? 0, point.mean)) - 6}>
                  {mean(point.mean)}
                </text>
              ) : null}
            </g>
          ),
        )}
        {points.map((point, index) =>
          crowded && index !== 0 && index !== points.length - 1 ? null : (
            <text key={point.key} className={classes.wave} x={x(index)} y={HEIGHT - 6}>
              {point.name}
            </text>
          ),
        )}
      </svg>
    </div>
  );
}

interface Placed {
  index: number;
  point: Point;
}

/** Stretches without a gap: nothing is drawn where nothing is known. */
export function runs(points: readonly Point[]): Placed[][] {
  const found: Placed[][] = [];
  points.forEach((point, index) => {
    if (point.mean === null) return;
    const last = found.at(-1);
    if (last?.at(-1)?.index === index - 1) last.push({ index, point });
    else found.push([{ index, point }]);
  });
  return found;
}

function bandOf(run: readonly Placed[], x: (index: number) => number, y: (value: number) => number): string {
  const edge = (of: 'from' | 'until') =>
    run.map(({ index, point }) => `${x(index)} ${y(point[of] ?? point.mean ?? 0)}`);
  return `M${[...edge('until'), ...edge('from').toReversed()].join(' L')} Z`;
}
