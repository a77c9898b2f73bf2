import type { ReactNode } from 'react';
import classes from './List.module.css';

/** A list on one surface, its lines parted by a thin rule. Children are `<li>`. */
export function List({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}
