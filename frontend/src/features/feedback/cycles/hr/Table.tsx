import type { ReactNode } from 'react';
import classes from './hr.module.css';

interface TableProps {
  label: string;
  /** The headings; the first is that of the rows, the others stand over numbers unless told. */
  columns: readonly string[];
  /** Columns of words, by their place from 0. */
  words?: readonly number[];
  children: ReactNode;
}

/** A table that can be scrolled sideways on a phone, also by keys. */
export function Table({ label, columns, words = [], children }: TableProps) {
  return (
    <div className={classes.box} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={index === 0 || words.includes(index) ? undefined : classes.numeric}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}

/** A share of 1 as a thin bar; the number stands beside it, so it says nothing to a screen reader. */
export function Meter({ share }: { share: number }) {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <svg className={classes.meter} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes.meterGround} width="100" height="4" rx="2" />
      <rect className={classes.meterShare} width={width} height="4" rx="2" />
    </svg>
  );
}
