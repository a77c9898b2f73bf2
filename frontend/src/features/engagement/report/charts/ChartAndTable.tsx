import { Button } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '@/lib/usePreference';
import classes from './charts.module.css';

interface ChartAndTableProps {
  /** Under which the choice is kept on the device. */
  name: string;
  label: string;
  chart: ReactNode;
  table: ReactNode;
  /** Stands beside the button: what can be chosen of what is shown. */
  choices?: ReactNode;
}

const TYPING = 'input, select, textarea, [contenteditable]';

/**
 * A chart and its table, one key away: T, wherever the focus is in it. Only there, so that no letter
 * does anything to whoever speaks to their browser.
 */
export function ChartAndTable({ name, label, chart, table, choices }: ChartAndTableProps) {
  const { t } = useTranslation('survey_reports');
  const [view, setView] = usePreference<'chart' | 'table'>(`engagement.report.${name}`, 'chart');
  const asTable = view === 'table';
  const turn = () => setView(asTable ? 'chart' : 'table');

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // By where the key lies, so that it is the same one on a Russian keyboard.
    if (event.code !== 'KeyT' || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).closest(TYPING)) return;
    event.preventDefault();
    turn();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className={classes.both} role="group" aria-label={label} onKeyDown={onKeyDown}>
      <div className={classes.head} data-no-print>
        {choices}
        <Button
          className={classes.turn}
          variant="default"
          leftSection={
            asTable ? (
              <IconChartBar size={18} stroke={1.7} aria-hidden="true" />
            ) : (
              <IconTable size={18} stroke={1.7} aria-hidden="true" />
            )
          }
          rightSection={
            <kbd className={classes.key} aria-hidden="true">
              T
            </kbd>
          }
          aria-keyshortcuts="T"
          onClick={turn}
        >
          {asTable ? t('view.chart') : t('view.table')}
        </Button>
      </div>
      {asTable ? table : chart}
    </div>
  );
}
