import { useNumbers } from '../useNumbers';
import classes from './charts.module.css';

interface Share {
  label: string;
  share: number;
}

/** How far from the lowest to the highest answer, in five steps of tone. */
function toneOf(index: number, count: number): number {
  return count < 2 ? 2 : Math.round((index / (count - 1)) * 4);
}

/**
 * The answers to a scale in one line, from the lowest to the highest. Wide parts hold their number; the
 * list of answers beneath says all of them in words.
 */
export function SharesBar({ shares }: { shares: readonly Share[] }) {
  const { percent } = useNumbers();
  const whole = shares.reduce((sum, one) => sum + one.share, 0) || 1;
  let before = 0;
  return (
    <svg className={classes.shares} aria-hidden="true" focusable="false">
      {shares.map((one, index) => {
        const start = (before / whole) * 100;
        const width = (one.share / whole) * 100;
        before += one.share;
        return (
          <g key={one.label} data-tone={toneOf(index, shares.length)}>
            <rect x={`${start.toFixed(2)}%`} width={`${width.toFixed(2)}%`} height="22" />
            {width >= 11 ? (
              <text x={`${(start + width / 2).toFixed(2)}%`} y="15.5">
                {percent(one.share)}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** Every answer with its share: the words to the line above, or the whole picture where there is no order. */
export function SharesList({ shares }: { shares: readonly Share[] }) {
  const { percent } = useNumbers();
  return (
    <ul className={classes.list}>
      {shares.map((one) => (
        <li key={one.label}>
          <span>{one.label}</span>
          <strong>{percent(one.share)}</strong>
          <svg className={classes.thin} aria-hidden="true" focusable="false">
            <rect className={classes.ground} width="100%" height="6" rx="3" />
            <rect className={classes.length} width={`${(one.share * 100).toFixed(2)}%`} height="6" rx="3" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
