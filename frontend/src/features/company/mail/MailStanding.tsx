import { useTranslation } from 'react-i18next';
import classes from './mail.module.css';
import { type Standing, standingOf } from './words';

const TONES: Partial<Record<Standing, string>> = {
  RETRYING: 'warm',
  BOUNCED: 'warm',
  PARKED: 'warm',
  SENT: 'good',
};

/** Where a mail stands, in words on a quiet mark. */
export function MailStanding({ mail }: { mail: Parameters<typeof standingOf>[0] }) {
  const { t } = useTranslation('mail');
  const standing = standingOf(mail);
  return (
    <span className={classes.mark} data-tone={TONES[standing]}>
      {t(`standing.${standing}`)}
    </span>
  );
}
