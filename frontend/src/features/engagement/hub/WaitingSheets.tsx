import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendWaiting, waitingSheets } from '@/lib/ballot';
import { useOnline } from '@/lib/useOnline';
import classes from './hub.module.css';

/** How many ballots wait in this browser to be sent; they are tried again when this is opened. */
export function WaitingSheets() {
  const { t } = useTranslation('answering');
  const online = useOnline();
  const [count, setCount] = useState(0);
  useEffect(() => {
    let gone = false;
    const look = async () => {
      if (online) await sendWaiting();
      const waves = await waitingSheets();
      if (!gone) setCount(waves.length);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [online]);
  return count > 0 ? (
    <p role="status" className={classes.waiting}>
      {t('hub.waiting', { count })}
    </p>
  ) : null;
}
