import { IconEyeOff, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './report.module.css';
import type { ReportGroup } from './wire';

interface AboutGroupProps {
  asked: ReportGroup;
  told: ReportGroup;
}

/** Says when another group is shown than was asked for, or only a part of it, and why. */
export function AboutGroup({ asked, told }: AboutGroupProps) {
  const { t } = useTranslation('survey_reports');
  if (asked.key !== told.key) {
    return (
      <div className={classes.notice} role="status">
        <IconEyeOff size={20} stroke={1.7} aria-hidden="true" />
        <div>
          <p>
            <strong>{t('instead', { asked: asked.label, told: told.label })}</strong>
          </p>
          <p>{asked.reasonText || t(asked.reason ? `reason.${asked.reason}` : 'reason.none')}</p>
        </div>
      </div>
    );
  }
  if (told.shown !== 'PARTLY') return null;
  return (
    <div className={classes.notice} role="status">
      <IconUsersGroup size={20} stroke={1.7} aria-hidden="true" />
      <div>
        <p>
          <strong>{t('partly', { group: told.label })}</strong>
        </p>
        <p>{told.reasonText || t('partly.why')}</p>
      </div>
    </div>
  );
}
