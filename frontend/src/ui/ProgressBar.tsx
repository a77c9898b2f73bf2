import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ProgressBar.module.css';

interface ProgressBarProps {
  /** 0 to 100. */
  value: number;
  /** What progresses, for those who cannot see the bar. */
  label: string;
  color?: string;
}

/** A bar with its number beside it. */
export function ProgressBar({ value, label, color = 'teal' }: ProgressBarProps) {
  const { i18n } = useTranslation();
  const text = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(value / 100);
  return (
    <span className={classes.bar}>
      <Progress.Root size="md" className={classes.track}>
        <Progress.Section value={value} color={color} aria-label={label} />
      </Progress.Root>
      <span className={classes.number} aria-hidden="true">
        {text}
      </span>
    </span>
  );
}
