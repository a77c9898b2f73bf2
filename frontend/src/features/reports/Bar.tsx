import classes from './reports.module.css';

/** A share as a thin bar; the number stands beside it, so it says nothing to a screen reader. */
export function Bar({ share }: { share: number }) {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <svg className={classes.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes.barGround} width="100" height="4" rx="2" />
      <rect className={classes.barShare} width={width} height="4" rx="2" />
    </svg>
  );
}
