import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './one_on_ones.module.css';

/** "Who will see this", small, beside the button. */
export function Seen({ children }: { children: string }) {
  const { t } = useTranslation('common');
  return (
    <span className={classes.see}>
      <IconEye size={16} aria-hidden="true" /> {t('whoWillSee')} {children}
    </span>
  );
}
