import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './reviews.module.css';

interface TermsProps {
  /** Sentences, those of the rater's own perspective first. */
  terms: readonly string[];
  /** Whether all of them are shown at once: before one has begun to write. */
  open: boolean;
  anonymous: boolean;
  minimum: number;
  /** How many are asked; null where that is not told. */
  asked: number | null;
  aboutToBeLeftOut: boolean;
}

/** What a rater is promised: who will see what and when. It stands before all questions. */
export function Terms({ terms, open, anonymous, minimum, asked, aboutToBeLeftOut }: TermsProps) {
  const { t } = useTranslation('reviews');
  // As it was when one came: it does not fold while one reads.
  const [first] = useState(open);
  const [gist, ...rest] = terms;
  return (
    <section className={classes.terms} aria-labelledby="terms">
      <h2 id="terms" className={classes.termsTitle}>
        <IconEye size={20} stroke={1.7} aria-hidden="true" />
        {t(anonymous ? 'terms.titleAnonymous' : 'terms.titleNamed')}
      </h2>
      <p>{gist}</p>
      {rest.length > 0 ? (
        <details open={first}>
          <summary>{t('terms.all')}</summary>
          <ul>
            {rest.map((term) => (
              <li key={term}>{term}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {aboutToBeLeftOut ? (
        <p className={classes.leftOut} role="note">
          <strong>{t('terms.leftOut')}</strong>{' '}
          {asked === null
            ? t('terms.leftOutFew', { minimum })
            : t('terms.leftOutWhy', { count: asked, minimum })}
        </p>
      ) : null}
    </section>
  );
}
