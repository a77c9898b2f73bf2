import { useTranslation } from 'react-i18next';
import { useDates } from '@/ui/dates';
import classes from './integrations.module.css';

interface StatusProps {
  integration: { enabled: boolean; disabledReason?: string | null; failingSince?: string | null };
}

/** How an integration does, in words: on, failing since, off and why. */
export function Status({ integration: { enabled, disabledReason, failingSince } }: StatusProps) {
  const { t } = useTranslation('integrations');
  const dates = useDates();
  if (!enabled) {
    return (
      <span className={classes.status} data-tone="off">
        <span className={classes.mark}>{t('status.off')}</span>
        {disabledReason ? <span>{disabledReason}</span> : null}
      </span>
    );
  }
  if (failingSince) {
    return (
      <span className={classes.status} data-tone="failing">
        <span className={classes.mark}>{t('status.failing')}</span>
        <span>{t('status.since', { when: dates.relative(failingSince) })}</span>
      </span>
    );
  }
  return (
    <span className={classes.status} data-tone="on">
      <span className={classes.mark}>{t('status.on')}</span>
    </span>
  );
}
