import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useWanted } from '@/lib/useWanted';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './awards.module.css';
import { Nomination } from './Nomination';
import { useVoteForAward } from './useAwards';

export const BallotFragment = graphql(`
  fragment Ballot_award on Award {
    id
    state
    canVote
    ballot {
      score
      conflict
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

type Line = NonNullable<DocumentType<typeof BallotFragment>['ballot']>[number];

const SCORES = [1, 2, 3, 4, 5] as const;

/** A juror's ballot: everybody nominated with the reasons, and a score that is kept when it is chosen. */
export function Ballot({ award: masked }: { award: FragmentType<typeof BallotFragment> }) {
  const award = unmask(BallotFragment, masked);
  const { t } = useTranslation('awards');
  if (!award.ballot) return null;
  const mine = award.ballot.filter((line) => line.conflict === null);
  const done = mine.filter((line) => line.score !== null).length;
  return (
    <Section
      title={t('ballot.title')}
      aside={
        mine.length > 0 ? (
          <span className={classes.small} role="status">
            {t('ballot.done', { done, count: mine.length })}
          </span>
        ) : null
      }
    >
      {award.canVote ? (
        <>
          <p className={classes.lead}>{t('ballot.lead')}</p>
          <WhoWillSee>{t('ballot.whoSees')}</WhoWillSee>
        </>
      ) : null}
      {award.ballot.length === 0 ? (
        <p className={classes.quiet}>{t('ballot.none')}</p>
      ) : (
        <ul className={classes.ballot}>
          {award.ballot.map((line) => (
            <BallotLine key={line.nominee.id} awardId={award.id} line={line} open={award.canVote} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function BallotLine({ awardId, line, open }: { awardId: string; line: Line; open: boolean }) {
  const { t } = useTranslation('awards');
  const vote = useVoteForAward();
  const id = useId();
  const { nominee } = line;
  const { shown, want, revert } = useWanted(line.score);

  async function give(score: number | null) {
    want(score);
    const outcome = await vote.run({ input: { awardId, nomineeId: nominee.id, score } });
    if (outcome.ok) return;
    revert();
    toast(outcome.refusal?.message ?? outcome.fault ?? '');
  }

  return (
    <li className={classes.ballotLine}>
      <PersonLine person={nominee} />
      <ul className={classes.reasons} aria-label={t('reasons', { name: nominee.name })}>
        {line.nominations.map((one) => (
          <Nomination key={one.id} nomination={one} by="author" />
        ))}
      </ul>
      {line.conflict ? (
        <p className={classes.conflict}>{t(`conflict.${line.conflict}`)}</p>
      ) : open ? (
        <fieldset className={classes.scores}>
          <legend className={classes.scoresLegend}>
            {t('ballot.score', { name: nominee.name })}
          </legend>
          <span className={classes.scoreRow}>
            {SCORES.map((score) => (
              <label key={score} className={classes.score} data-chosen={shown === score || undefined}>
                <input
                  type="radio"
                  name={id}
                  value={score}
                  checked={shown === score}
                  aria-label={t(`score.${score}`)}
                  onChange={() => void give(score)}
                />
                {score}
              </label>
            ))}
          </span>
          <span className={classes.small}>
            {shown === null ? t('ballot.scale') : t(`score.${shown as 1 | 2 | 3 | 4 | 5}`)}
          </span>
          {shown === null ? null : (
            <Button
              variant="subtle"
              size="compact-md"
              color="gray"
              aria-label={t('ballot.clearOf', { name: nominee.name })}
              onClick={() => void give(null)}
            >
              {t('ballot.clear')}
            </Button>
          )}
        </fieldset>
      ) : (
        <p className={classes.small}>
          {shown === null
            ? t('ballot.noVote')
            : t('ballot.yours', { score: t(`score.${shown as 1 | 2 | 3 | 4 | 5}`) })}
        </p>
      )}
    </li>
  );
}
