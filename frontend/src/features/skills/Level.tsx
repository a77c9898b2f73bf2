import { useTranslation } from 'react-i18next';
import classes from './skills.module.css';

export const LEVELS = [1, 2, 3, 4] as const;

/** How well somebody knows a skill, as four marks and in words. */
export function Level({ level, expected }: { level: number; expected?: number | null }) {
  const { t } = useTranslation('skills');
  const words = t(`level.${level as 0 | 1 | 2 | 3 | 4}`);
  return (
    <span className={classes.level}>
      <span className={classes.marks} aria-hidden="true">
        {LEVELS.map((mark) => (
          <span
            key={mark}
            className={classes.mark}
            data-full={mark <= level || undefined}
            data-expected={(expected != null && mark <= expected && mark > level) || undefined}
          />
        ))}
      </span>
      <span>{words}</span>
    </span>
  );
}
