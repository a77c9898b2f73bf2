import type { FigureBound } from '@/gql/graphql';
import classes from './charts.module.css';

/** A figure as it is drawn; no interval is drawn round what is only a bound. */
interface Drawn {
  meanFrom: number | null;
  meanUntil: number | null;
  meanBound: FigureBound;
}

export function drawnInterval({ meanFrom, meanUntil, meanBound }: Drawn) {
  const exact = meanBound === 'EXACT';
  return { from: exact ? meanFrom : null, until: exact ? meanUntil : null };
}

interface IntervalBarProps {
  value: number;
  from: number | null;
  until: number | null;
  /** Where everybody stands, as a mark to compare with. */
  company?: number | null;
  least?: number;
  most?: number;
}

/** A length with its interval. The numbers stand beside it, so it says nothing to a screen reader. */
export function IntervalBar({ value, from, until, company, least = 0, most = 100 }: IntervalBarProps) {
  const place = (at: number) =>
    `${(Math.max(0, Math.min(1, (at - least) / (most - least || 1))) * 100).toFixed(2)}%`;
  return (
    <svg className={classes.bar} aria-hidden="true" focusable="false">
      <rect className={classes.ground} width="100%" height="8" y="3" rx="3" />
      <rect className={classes.length} width={place(value)} height="8" y="3" rx="3" />
      {from !== null && until !== null && from !== until ? (
        <g className={classes.whisker}>
          <line x1={place(from)} x2={place(until)} y1="16" y2="16" />
          <line x1={place(from)} x2={place(from)} y1="13" y2="19" />
          <line x1={place(until)} x2={place(until)} y1="13" y2="19" />
        </g>
      ) : null}
      {company === null || company === undefined ? null : (
        <g className={classes.company}>
          <line x1={place(company)} x2={place(company)} y1="0" y2="20" />
        </g>
      )}
    </svg>
  );
}
