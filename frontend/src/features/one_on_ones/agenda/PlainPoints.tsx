import type { ReactNode } from 'react';
import classes from '../one_on_ones.module.css';

/** What makes a thing the handle by which a point is dragged. */
export type Grip = Record<string, unknown>;

export interface PointsProps {
  ids: string[];
  /** A point was dropped at a place, counted from 0. */
  onMove: (id: string, to: number) => void;
  /** The line of a point; `grip` belongs on its handle. */
  line: (id: string, grip: Grip) => ReactNode;
}

/** The list before it can be dragged: while that is being loaded, or where nothing may be moved. */
export function PlainPoints({ ids, line }: PointsProps) {
  return (
    <ul className={classes.list}>
      {ids.map((id) => (
        <li key={id} data-point={id} className={classes.point}>
          {line(id, {})}
        </li>
      ))}
    </ul>
  );
}
