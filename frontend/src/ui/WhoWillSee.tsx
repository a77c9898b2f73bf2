import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './WhoWillSee.module.css';

/** Says, right above the button that sends, exactly who will be able to read it. */
export function WhoWillSee({ children }: { children: string }) {
  const { t } = useTranslation('common');
  return (
    <p className={classes.note}>
      <IconEye size={18} stroke={1.7} aria-hidden="true" />
      <span>
        <span className={classes.label}>{t('whoWillSee')}</span> {children}
      </span>
    </p>
  );
}
