import type { ReactNode } from 'react';
import classes from './Columns.module.css';

interface ColumnsProps {
  main: ReactNode;
  side: ReactNode;
  /** The side is read first, and stands first on a phone: it says what the main part is about. */
  sideFirst?: boolean;
}

/** Two columns on a desktop, one after the other on a phone. */
export function Columns({ main, side, sideFirst = false }: ColumnsProps) {
  return (
    <div className={classes.columns} data-side-first={sideFirst || undefined}>
      {sideFirst ? null : <div className={classes.column}>{main}</div>}
      <div className={classes.column}>{side}</div>
      {sideFirst ? <div className={classes.column}>{main}</div> : null}
    </div>
  );
}
