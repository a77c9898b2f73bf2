import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../competencies.module.css';

export interface RankOption {
  rank: number;
  name: string;
  text: string;
}

interface RankFieldProps {
  options: readonly RankOption[];
  expected: number;
  value: number | null;
  onChange: (rank: number) => void;
  invalid: boolean;
  labelledBy: string;
  describedBy: string | undefined;
}

/** The levels in words, from “not yet” up; one chooses the one that fits. */
export function RankField({
  options,
  expected,
  value,
  onChange,
  invalid,
  labelledBy,
  describedBy,
}: RankFieldProps) {
  const { t } = useTranslation('competencies');
  const name = useId();
  const all = [{ rank: 0, name: t('rank.none'), text: t('rank.noneText') }, ...options];
  return (
    <div
      role="radiogroup"
      className={classes.ranks}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-required
      aria-invalid={invalid || undefined}
    >
      {all.map((option) => (
        <label key={option.rank} className={classes.rankOption}>
          <input
            type="radio"
            name={name}
            checked={value === option.rank}
            onChange={() => onChange(option.rank)}
          />
          <span className={classes.rankWords}>
            <span className={classes.rankName}>
              {option.name}
              {option.rank === expected ? (
                <span className={classes.mark}>{t('rank.expected')}</span>
              ) : null}
            </span>
            <span>{option.text}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
