import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './rhythm.module.css';

interface KeptProps {
  /** How many points are open. */
  points: number;
  /** `moves`: the meeting goes to another day; `stays`: there will be no further one. */
  what: 'moves' | 'stays';
}

/** What happens to what was collected: nothing is lost. */
export function Kept({ points, what }: KeptProps) {
  const { t } = useTranslation('one_on_ones');
  return (
    <p className={classes.kept}>
      <IconShieldCheck size={18} stroke={1.7} aria-hidden="true" />
      <span>{points === 0 ? t(`kept.${what}.none`) : t(`kept.${what}`, { count: points })}</span>
    </p>
  );
}
