import { useId } from 'react';
import classes from './reviews.module.css';

interface ScaleProps {
  points: readonly { value: number; label: string }[];
  value: number | undefined;
  onChange: (value: number) => void;
  required: boolean;
  invalid: boolean;
  labelledBy: string;
  describedBy: string | undefined;
}

/** Above so many points they stand one under the other, also on a desktop. */
const MOST_ABREAST = 5;

/** A scale whose every point says what it means. Radio buttons of the browser, so that arrows work. */
export function Scale({ points, value, onChange, required, invalid, labelledBy, describedBy }: ScaleProps) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      className={classes.scale}
      data-abreast={points.length <= MOST_ABREAST || undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-required={required || undefined}
      aria-invalid={invalid || undefined}
    >
      {points.map((point) => (
        <label key={point.value} className={classes.point}>
          <input
            type="radio"
            name={name}
            checked={value === point.value}
            onChange={() => onChange(point.value)}
          />
          <span className={classes.pointValue}>{point.value}</span>
          <span className={classes.pointLabel}>{point.label}</span>
        </label>
      ))}
    </div>
  );
}
