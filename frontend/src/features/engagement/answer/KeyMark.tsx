import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fingerprint } from '@/lib/ballot/token';
import classes from './answer.module.css';

/**
 * The mark of the key under which ballots of a survey are signed. It is the same for everybody: whoever
 * was given a key of their own could be told by it, and finds out by comparing.
 */
export function KeyMark({ publicKey }: { publicKey: string }) {
  const { t } = useTranslation('answering');
  const [mark, setMark] = useState<string>();
  useEffect(() => {
    let gone = false;
    fingerprint(publicKey).then(
      (found) => {
        if (!gone) setMark(found);
      },
      // No key, no mark: taking the ballot says what is wrong.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [publicKey]);
  if (mark === undefined) return null;
  return (
    <details className={classes.key}>
      <summary>{t('key.title')}</summary>
      <p className={classes.quiet}>{t('key.how')}</p>
      <p className={classes.quiet}>{t('key.compare')}</p>
      <p>
        <code>{mark}</code>
      </p>
    </details>
  );
}
