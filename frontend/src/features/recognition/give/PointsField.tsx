import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './give.module.css';

const OFFERED = [0, 5, 10, 20];

interface PointsFieldProps {
  left: number;
  /** Most that may go with one thank-you. */
  most: number | null;
  /** How many people are named; null where groups make it unknown. */
  people: number | null;
  value: number;
  error: string | undefined;
  onChange: (points: number) => void;
}

/** How each gets their share: the remainder goes one by one to the first. */
export function sharesOf(points: number, people: number): { low: number; high: number } {
  const low = Math.floor(points / people);
  return { low, high: points % people === 0 ? low : low + 1 };
}

/** Points that go with the words, as far as this month's allowance reaches. */
export function PointsField({ left, most, people, value, error, onChange }: PointsFieldProps) {
  const { t } = useTranslation('recognition');
  const limit = Math.min(left, most ?? left);
  const shares = people && people > 1 && value > 0 ? sharesOf(value, people) : null;
  return (
    <div className={classes.points} role="group" aria-label={t('give.points')}>
      <TextInput
        type="number"
        inputMode="numeric"
        label={t('give.points')}
        description={t('give.pointsLeft', { count: left })}
        error={error}
        min={0}
        max={limit}
        step={1}
        value={value || ''}
        placeholder="0"
        onChange={(event) => onChange(Math.max(0, Math.trunc(Number(event.currentTarget.value) || 0)))}
      />
      <div className={classes.quick}>
        {OFFERED.filter((points) => points <= limit).map((points) => (
          <button
            key={points}
            type="button"
            className={classes.quickButton}
            aria-pressed={value === points}
            onClick={() => onChange(points)}
          >
            {points === 0 ? t('give.noPoints') : points}
          </button>
        ))}
      </div>
      {shares ? (
        <p className={classes.hint}>
          {shares.low === shares.high
            ? t('give.each', { count: shares.low })
            : t('give.eachUneven', { low: shares.low, high: shares.high })}
        </p>
      ) : null}
    </div>
  );
}
