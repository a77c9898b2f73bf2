import { Button } from '@mantine/core';
import { IconTrophy } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './awards.module.css';
import { Nomination } from './Nomination';

const AnnounceDialog = lazy(() => import('./AnnounceDialog'));

export const ResultsFragment = graphql(`
  fragment Results_award on Award {
    id
    name
    state
    winnersWanted
    version
    canAnnounce
    results {
      mean
      votes
      possible
      winner
      nominee {
        id
        name
        ...PersonLine_person
      }
      nominations {
        id
        ...Nomination_nomination
      }
    }
  }
`);

export type ResultsOf = DocumentType<typeof ResultsFragment>;
type Result = NonNullable<ResultsOf['results']>[number];

/** What the jury gave, best first, with how many voted; HR announces from here. */
export function Results({ award: masked }: { award: FragmentType<typeof ResultsFragment> }) {
  const award = unmask(ResultsFragment, masked);
  const { t } = useTranslation('awards');
  const [announcing, setAnnouncing] = useState(false);
  if (!award.results) return null;
  return (
    <Section
      title={t('results.title')}
      aside={
        award.canAnnounce && award.results.length > 0 ? (
          <Button onClick={() => setAnnouncing(true)}>{t('results.announce')}</Button>
        ) : null
      }
    >
      <p className={classes.lead}>
        {award.canAnnounce ? t('results.leadHr') : t('results.lead')}
      </p>
      {award.results.length === 0 ? (
        <p className={classes.quiet}>{t('results.none')}</p>
      ) : (
        <ol className={classes.ballot}>
          {award.results.map((result) => (
            <ResultLine
              key={result.nominee.id}
              result={result}
              announced={award.state === 'ANNOUNCED'}
            />
          ))}
        </ol>
      )}
      {announcing ? (
        <Suspense fallback={null}>
          <AnnounceDialog award={award} onClose={() => setAnnouncing(false)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

function ResultLine({ result, announced }: { result: Result; announced: boolean }) {
  const { t } = useTranslation('awards');
  const dates = useDates();
  const mean = new Intl.NumberFormat(dates.locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return (
    <li className={classes.ballotLine}>
      <div className={classes.resultHead}>
        <PersonLine
          person={result.nominee}
          after={
            result.winner ? (
              <span className={classes.winner}>
                <IconTrophy size={16} aria-hidden="true" />
                {announced ? t('results.winner') : t('results.leading')}
              </span>
            ) : null
          }
        />
        <span className={classes.mean}>
          <strong>
            {result.mean === null
              ? t('results.noMean')
              : t('results.mean', { mean: mean.format(result.mean) })}
          </strong>
          <span className={classes.small}>
            {t('results.votes', { votes: result.votes, count: result.possible })}
          </span>
        </span>
      </div>
      <details className={classes.details}>
        <summary>{t('results.reasons', { count: result.nominations.length })}</summary>
        <ul className={classes.reasons} aria-label={t('reasons', { name: result.nominee.name })}>
          {result.nominations.map((one) => (
            <Nomination key={one.id} nomination={one} by="author" />
          ))}
        </ul>
      </details>
    </li>
  );
}
