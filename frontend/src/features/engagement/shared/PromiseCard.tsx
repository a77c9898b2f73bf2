import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './shared.module.css';

export interface Promised {
  /** In the viewer's language, as frozen when the survey began. */
  sentences: readonly string[];
  /** Empty for a draft: nothing is promised yet. */
  hash: string;
}

interface PromiseCardProps {
  promise: Promised;
  title?: string;
}

/** What the asked were promised, word for word, and the number by which anybody can check that it stayed so. */
export function PromiseCard({ promise, title }: PromiseCardProps) {
  const { t } = useTranslation('engagement_shared');
  return (
    <div className={classes.promise}>
      <h3 className={classes.promiseTitle}>
        <IconLock size={18} stroke={1.7} aria-hidden="true" />
        {title ?? t('promise.title')}
      </h3>
      <ul className={classes.sentences}>
        {promise.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {promise.hash ? (
        <details className={classes.check}>
          <summary>{t('promise.check')}</summary>
          <p>{t('promise.checkText')}</p>
          <p>
            <code className={classes.hash}>{promise.hash}</code>
          </p>
        </details>
      ) : null}
    </div>
  );
}
