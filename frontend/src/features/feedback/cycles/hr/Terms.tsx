import { useTranslation } from 'react-i18next';
import type { Perspective } from '@/gql/graphql';
import { PERSPECTIVES, PerspectiveName } from '../parts/PerspectiveName';
import classes from './hr.module.css';

export interface Term {
  perspective: Perspective | null;
  text: string;
}

interface TermsProps {
  terms: readonly Term[];
  /** Of the frozen terms, after launch. */
  hash?: string | null;
}

/** What is promised to those who write, in the words that they read; with its hash once frozen. */
export function Terms({ terms, hash }: TermsProps) {
  const { t } = useTranslation('cycles');
  const groups = [null, ...PERSPECTIVES]
    .map((kind) => ({ kind, texts: terms.filter((term) => term.perspective === kind) }))
    .filter(({ texts }) => texts.length > 0);
  return (
    <>
      {groups.map(({ kind, texts }) => (
        <div key={kind ?? ''} className={classes.termGroup}>
          <h3 className={classes.termOf}>
            {kind ? <PerspectiveName of={kind} /> : t('terms.everybody')}
          </h3>
          <TermList terms={texts} />
        </div>
      ))}
      {hash ? (
        <p className={classes.hint}>
          {t('terms.frozen')} <span className={classes.code}>{hash}</span>
        </p>
      ) : null}
    </>
  );
}

/** Sentences of one perspective. */
export function TermList({ terms }: { terms: readonly Term[] }) {
  return (
    <ul className={classes.terms}>
      {terms.map((term) => (
        <li key={term.text}>{term.text}</li>
      ))}
    </ul>
  );
}
