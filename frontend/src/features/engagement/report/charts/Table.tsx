import type { ReactNode } from 'react';
import classes from './charts.module.css';

interface TableProps {
  label: string;
  /** What the columns are called: the first names the row. */
  columns: readonly string[];
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
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A cell with a number, or a sign that there is none. */
export function Numeric({ children }: { children: ReactNode }) {
  return <td className={classes.numeric}>{children ?? '–'}</td>;
}
