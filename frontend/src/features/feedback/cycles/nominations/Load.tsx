import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './nominations.module.css';

/** How much somebody has to write already, so that nobody is overloaded unseen. */
export function Load({ load, overloaded }: { load: number; overloaded: boolean }) {
  const { t } = useTranslation('reviews');
  return (
    <span className={classes.load} data-over={overloaded || undefined}>
      {overloaded ? <IconAlertTriangle size={16} stroke={1.8} aria-hidden="true" /> : null}
      {t(overloaded ? 'rater.overloaded' : 'rater.load', { count: load })}
    </span>
  );
}
