import { useTranslation } from 'react-i18next';
import { type FragmentType, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import classes from '../reports.module.css';
import { Table } from '../Table';
import { CellFragment } from './queries';
import { CellValue, type Column } from './ReportTable';
import { useNumber } from './useNumber';

interface MonthsProps {
  column: Column;
  columns: readonly Column[];
  months: readonly { month: string; cells: FragmentType<typeof CellFragment>[] }[];
}

const WIDTH = 640;
const HEIGHT = 200;
const EDGE = { left: 44, right: 12, top: 14, bottom: 30 };

/** Everybody, month by month: a line with its interval, and below it the numbers. */
export function Months({ column, columns, months }: MonthsProps) {
  const { t } = useTranslation('reports');
  const { locale } = useDates();
  const number = useNumber();
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  const day = (month: string) => new Date(`${month}-01T00:00:00Z`);
  const cellOf = (cells: readonly FragmentType<typeof CellFragment>[], key: string) =>
    unmask(CellFragment, cells).find((cell) => cell.key === key);
  // A month about which nothing is known has no point: it is not nought.
  const points = months.flatMap(({ month, cells }, index) => {
    const cell = cellOf(cells, column.key);
    return typeof cell?.value === 'number' ? [{ index, month, cell, value: cell.value }] : [];
  });
  const highest =
    column.unit === 'SHARE'
      ? 1
      : Math.max(1, ...points.map(({ cell, value }) => cell.until ?? value)) * 1.1;
  const x = (index: number) =>
    EDGE.left +
    (months.length === 1 ? 0.5 : index / (months.length - 1)) * (WIDTH - EDGE.left - EDGE.right);
  const y = (value: number) =>
    EDGE.top + (1 - Math.min(1, value / highest)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const stretches = points.reduce<(typeof points)[]>((found, point) => {
    const last = found.at(-1);
    if (last?.at(-1)?.index === point.index - 1) last.push(point);
    else found.push([point]);
    return found;
  }, []);
  return (
    <>
      {points.length > 1 ? (
        <figure className={classes.figure}>
          <svg
            className={classes.trend}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            role="img"
            aria-label={t('people.trendLabel', {
              column: column.label,
              first: number(points[0]!.value, column.unit),
              last: number(points.at(-1)!.value, column.unit),
            })}
          >
            {[0, highest / 2, highest].map((value) => (
              <g key={value}>
                <line
                  className={classes.grid}
                  x1={EDGE.left}
                  x2={WIDTH - EDGE.right}
                  y1={y(value)}
                  y2={y(value)}
                />
                <text className={classes.tick} x={EDGE.left - 8} y={y(value) + 4} textAnchor="end">
                  {number(value, column.unit)}
                </text>
              </g>
            ))}
            {points.map(({ index, month, cell, value }) => (
              <g key={month}>
                {typeof cell.from === 'number' && typeof cell.until === 'number' ? (
                  <line
                    className={classes.whisker}
                    x1={x(index)}
                    x2={x(index)}
                    y1={y(cell.from)}
                    y2={y(cell.until)}
                  />
                ) : null}
                <circle className={classes.point} cx={x(index)} cy={y(value)} r="4" />
              </g>
            ))}
            {stretches.map((stretch) => (
              <polyline
                key={stretch[0]!.month}
                className={classes.line}
                points={stretch.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ')}
              />
            ))}
            {months.map(({ month }, index) => (
              <text
                key={month}
                className={classes.tick}
                x={x(index)}
                y={HEIGHT - 8}
                textAnchor="middle"
              >
                {short.format(day(month))}
              </text>
            ))}
          </svg>
          <figcaption className={classes.hint}>{t('people.trendExplain')}</figcaption>
        </figure>
      ) : null}
      <details className={classes.details}>
        <summary>{t('people.monthsTable')}</summary>
        <Table
          label={t('people.monthsTable')}
          columns={[t('people.month'), ...columns.map((one) => one.label)]}
        >
          <tbody>
            {months.map(({ month, cells }) => (
              <tr key={month}>
                <th scope="row">{name.format(day(month))}</th>
                {columns.map((one) => (
                  <td key={one.key} className={classes.numeric}>
                    <CellValue cell={cellOf(cells, one.key)} column={{ ...one, main: false }} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </>
  );
}
