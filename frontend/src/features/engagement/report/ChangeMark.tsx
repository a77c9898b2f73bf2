import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import { useNumbers } from './useNumbers';
import classes from './report.module.css';
import type { ReportFigure } from './wire';

/** What became of a figure since an earlier wave; called a change only outside its band. */
export function ChangeMark({ change }: { change: ReportFigure['change'] }) {
  const { t, mean, signed } = useNumbers();
  if (!change) return null;
  const values = {
    difference: signed(change.difference),
    band: mean(change.band),
    wave: change.waveNumber,
  };
  const Icon = !change.changed ? IconEqual : change.direction < 0 ? IconArrowDownRight : IconArrowUpRight;
  return (
    <span className={classes.change} data-changed={change.changed || undefined}>
      <Icon size={16} stroke={2} aria-hidden="true" />
      <span>{change.changed ? t(`change.${change.effect}`, values) : t('change.within', values)}</span>
    </span>
  );
}
