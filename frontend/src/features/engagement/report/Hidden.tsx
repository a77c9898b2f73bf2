import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HiddenReason } from '@/gql/graphql';
import classes from './report.module.css';

interface WhyHidden {
  reason: HiddenReason | null;
  /** The server's sentence, with this survey's numbers in it. */
  reasonText: string | null;
}

/** What stands where something is not told: that it is hidden, and why. */
export function Hidden({ reason, reasonText }: WhyHidden) {
  const { t } = useTranslation('survey_reports');
  return (
    <span className={classes.hidden}>
      <IconEyeOff size={16} stroke={1.7} aria-hidden="true" />
      <span>{reasonText || t(reason ? `reason.${reason}` : 'reason.none')}</span>
    </span>
  );
}

/** The same in a narrow cell: a word, and the sentence for whoever points at it or hears it. */
export function HiddenCell({ reason, reasonText }: WhyHidden) {
  const { t } = useTranslation('survey_reports');
  const text = reasonText || t(reason ? `reason.${reason}` : 'reason.none');
  return (
    <span className={classes.hiddenCell} title={text}>
      <IconEyeOff size={14} stroke={1.7} aria-hidden="true" />
      <span aria-hidden="true">{t('hidden.short')}</span>
      <span className={classes.heard}>{text}</span>
    </span>
  );
}
