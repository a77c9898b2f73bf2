import { Button } from '@mantine/core';
import { IconPlant2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { EvidenceKind } from '@/gql/graphql';
import { useIntoPlan } from '@/lib/intoPlan';
import classes from '../competencies.module.css';
import { Ladder, LadderKey } from '../profile/Ladder';
import { useGap } from '../profile/useGap';
import { SheetAnswerFragment } from './answers';
import { EvidenceKindIcon } from './EvidenceKindIcon';
import { FeedbackOn } from './FeedbackOn';
import { type Asked, levelName, ranksOf } from './wire';

export const ComparisonFragment = graphql(`
  fragment Comparison_assessment on Assessment {
    id
    lines {
      competency {
        id
      }
      selfGap
      managerGap
      self {
        rank
        ...SheetAnswer_answer
      }
      manager {
        rank
        ...SheetAnswer_answer
      }
    }
  }
`);

type AnswerOf = FragmentType<typeof SheetAnswerFragment>;

interface ComparisonProps {
  asked: Asked;
  assessment: FragmentType<typeof ComparisonFragment>;
  /** What the two sides are called. */
  self: string;
  manager: string;
  personId: string;
}

/** Both sides beside each other: levels, distance from what is expected, words, evidence. */
export function Comparison({ asked, assessment: masked, self, manager, personId }: ComparisonProps) {
  const assessment = unmask(ComparisonFragment, masked);
  const { t } = useTranslation('competencies');
  const gap = useGap();
  const intoPlan = useIntoPlan();
  const ranks = Math.max(
    0,
    ...(asked.frameworkVersion.tracks.find((one) => one.key === asked.level.trackKey)?.levels ?? []).map(
      (level) => level.rank,
    ),
  );
  const rankName = (rank: number) =>
    rank === 0 ? t('rank.none') : (levelName(asked, rank) ?? t('rank.number', { rank }));
  const seen = assessment.lines;
  const apart = seen.filter(differs).length;
  return (
    <div className={classes.stack}>
      <p>{apart === 0 ? t('compare.allSame') : t('compare.apart', { count: apart })}</p>
      <LadderKey self={self} manager={manager} expected={t('profile.expectedKey')} />
      <ul className={classes.profile}>
        {asked.lines.map((line) => {
          const found = seen.find((one) => one.competency.id === line.competency.id);
          const expectation =
            ranksOf(asked, line).find((one) => one.rank === line.expectedRank)?.text ?? '';
          const notes = asked.feedback
            .filter((one) => one.competency.id === line.competency.id)
            .map((one) => one.note);
          const below = (found?.selfGap ?? 0) > 0 || (found?.managerGap ?? 0) > 0;
          return (
            <li key={line.competency.id} className={classes.profileLine}>
              <div className={classes.profileHead}>
                <div>
                  <span className={classes.note}>{line.familyName}</span>
                  <h2 className={classes.competencyName}>
                    {line.competency.name}
                    {found && differs(found) ? (
                      <span className={classes.mark}>{t('compare.differs')}</span>
                    ) : null}
                  </h2>
                </div>
                <Ladder
                  ranks={ranks}
                  expected={line.expectedRank}
                  self={found?.self?.rank ?? null}
                  manager={found?.manager?.rank ?? null}
                />
              </div>
              <p className={classes.expectation}>
                <span className={classes.note}>
                  {t('profile.expected', { level: rankName(line.expectedRank) })}
                </span>{' '}
                {expectation}
              </p>
              <div className={classes.two}>
                {(
                  [
                    ['self', self, found?.self ?? null, found?.selfGap ?? null],
                    ['manager', manager, found?.manager ?? null, found?.managerGap ?? null],
                  ] as const
                ).map(([side, who, answer, distance]) => (
                  <Side
                    key={side}
                    who={who}
                    answer={answer}
                    level={answer?.rank == null ? null : rankName(answer.rank)}
                    gap={distance === null ? null : { value: distance, words: gap(distance) }}
                  />
                ))}
              </div>
              <FeedbackOn notes={notes} taken={new Set()} />
              {below ? (
                <div data-no-print>
                  <Button
                    variant="default"
                    leftSection={<IconPlant2 size={18} stroke={1.7} aria-hidden="true" />}
                    aria-label={t('compare.intoPlanOf', { competency: line.competency.name })}
                    onClick={() =>
                      intoPlan.open({
                        origin: 'ASSESSMENT',
                        sourceId: assessment.id,
                        competencyId: line.competency.id,
                        personId,
                        title: line.competency.name,
                        why: expectation,
                      })
                    }
                  >
                    {t('compare.intoPlan')}
                  </Button>
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface Ranks {
  self: { rank: number | null } | null;
  manager: { rank: number | null } | null;
}

/** Whether the two sides see a competency at different levels. */
function differs({ self, manager }: Ranks): boolean {
  return self?.rank != null && manager?.rank != null && self.rank !== manager.rank;
}

interface SideProps {
  who: string;
  answer: (AnswerOf & { rank: number | null }) | null;
  level: string | null;
  gap: { value: number; words: string } | null;
}

function Side({ who, answer: masked, level, gap }: SideProps) {
  const { t } = useTranslation('competencies');
  const answer = unmask(SheetAnswerFragment, masked);
  return (
    <div className={classes.sideSeen}>
      <span className={classes.levelName}>{who}</span>
      {level === null ? (
        <span className={classes.note}>{t('profile.notSeen')}</span>
      ) : (
        <span className={classes.sideLevel}>
          {level}
          {gap ? (
            <span className={classes.gap} data-gap={Math.sign(gap.value)}>
              {gap.words}
            </span>
          ) : null}
        </span>
      )}
      {answer?.note ? <p className={classes.prose}>{answer.note}</p> : null}
      {answer && answer.evidence.length > 0 ? <EvidenceList evidence={answer.evidence} /> : null}
    </div>
  );
}

/** The server takes nothing else; a link is followed only where it is one. */
const HTTP = /^https?:\/\//i;

type Evidence = DocumentType<typeof SheetAnswerFragment>['evidence'];

/** Evidence that can be followed where it leads somewhere. */
export function EvidenceList({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation('competencies');
  /** What points at something that this viewer may not read says only what kind it is. */
  function closed(kind: EvidenceKind): string {
    return kind === 'FEEDBACK' || kind === 'KUDOS' || kind === 'ACTION_ITEM'
      ? t(`evidence.closed.${kind}`)
      : t(`evidence.kind.${kind}`);
  }
  return (
    <ul className={classes.evidenceList} aria-label={t('evidence.list')}>
      {evidence.map((one) => {
        const name =
          one.title ||
          one.source?.title ||
          one.file?.fileName ||
          one.url ||
          closed(one.kind);
        return (
          <li key={one.id} className={classes.evidenceOne} data-read>
            <EvidenceKindIcon kind={one.kind} />
            {one.kind === 'LINK' && HTTP.test(one.url) ? (
              <a href={one.url} target="_blank" rel="noopener noreferrer nofollow">
                {name}
              </a>
            ) : one.file ? (
              <a href={one.file.url} download>
                {name}
              </a>
            ) : one.source?.path ? (
              <Link to={one.source.path}>{name}</Link>
            ) : (
              <span>{name}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
