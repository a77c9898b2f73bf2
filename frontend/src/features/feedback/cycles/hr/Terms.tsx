import { useTranslation } from 'react-i18next';
import type { Perspective } from '@/gql/graphql';
import { PerspectiveName } from '../parts/PerspectiveName';
import classes from './hr.module.css';

interface TermsProps {
  terms: readonly { perspective: Perspective | null; text: string }[];
  /** Of the frozen terms, after launch. */
  hash?: string | null;
}

/** What is promised to those who write, in the words that they read; with its hash once frozen. */
export function Terms({ terms, hash }: TermsProps) {
  const { t } = useTranslation('cycles');
  return (
    <>
      <ul className={classes.terms}>
        {terms.map((term, index) => (
          <li key={index}>
            <span className={classes.termOf}>
              {term.perspective ? <PerspectiveName of={term.perspective} /> : t('terms.everybody')}
            </span>
            <p className={classes.term}>{term.text}</p>
          </li>
        ))}
      </ul>
      {hash ? (
        <p className={classes.hint}>
          {t('terms.frozen')} <span className={classes.code}>{hash}</span>
        </p>
      ) : null}
    </>
  );
}
