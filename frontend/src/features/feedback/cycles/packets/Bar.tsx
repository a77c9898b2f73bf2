import classes from './packets.module.css';

interface BarProps {
  value: number;
  /** The whole length. */
  most: number;
  /** Where the length begins: 1 for a scale, 0 for a count. */
  least?: number;
  tone?: 'own' | 'others' | 'manager';
  /** An interval round the value, on the same scale. */
  low?: number | null;
  high?: number | null;
}

/** A length beside its number: for the eye alone, so it says nothing to a screen reader. */
export function Bar({ value, most, least = 0, tone = 'others', low, high }: BarProps) {
  const place = (at: number) => `${Math.max(0, Math.min(1, (at - least) / (most - least || 1))) * 100}%`;
  const known = low !== null && low !== undefined && high !== null && high !== undefined;
  return (
    <span className={classes.track} aria-hidden="true">
      <span className={classes.bar} data-tone={tone} style={{ width: place(value) }} />
      {known ? (
        <span
          className={classes.interval}
          style={{ left: place(low), right: `calc(100% - ${place(high)})` }}
        />
      ) : null}
    </span>
  );
}
