import classes from '../competencies.module.css';

interface LadderProps {
  /** How many levels the track has; 0 is “not yet at the first one”. */
  ranks: number;
  expected: number;
  self: number | null;
  manager: number | null;
}

/** Where each of the two sees the person on the levels. For the eye: words beside it say the same. */
export function Ladder({ ranks, expected, self, manager }: LadderProps) {
  return (
    <span className={classes.ladder} aria-hidden="true">
      {Array.from({ length: ranks + 1 }, (_, rank) => (
        <span key={rank} className={classes.rung} data-expected={rank === expected || undefined}>
          {rank === self || rank === manager ? null : rank}
          {rank === self ? <span className={classes.self} /> : null}
          {rank === manager ? <span className={classes.manager} /> : null}
        </span>
      ))}
    </span>
  );
}

/** What the marks on the ladder mean. */
export function LadderKey({ self, manager, expected }: { self: string; manager: string; expected: string }) {
  return (
    <p className={classes.key} aria-hidden="true">
      <span className={classes.keyed}>
        <span className={classes.self} /> {self}
      </span>
      <span className={classes.keyed}>
        <span className={classes.manager} /> {manager}
      </span>
      <span className={classes.keyed}>
        <span className={classes.expected} /> {expected}
      </span>
    </p>
  );
}
