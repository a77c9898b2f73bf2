import type { ReactNode } from 'react';
import classes from './reports.module.css';

interface TableProps {
  label: string;
  /** What the columns are called: the first names the row, the others hold numbers. */
  columns: readonly string[];
  /** `<tbody>`, and `<tfoot>` where there is a sum. */
  children: ReactNode;
}

/** A table of numbers that scrolls, by keyboard too, where it is wider than the screen. */
export function Table({ label, columns, children }: TableProps) {
  return (
    <div className={classes.box} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" className={index > 0 ? classes.numeric : undefined}>
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
