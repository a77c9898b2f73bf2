import { IconChartDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from '../competencies.module.css';
import { Ladder, LadderKey } from './Ladder';
import { CompetencyPointFragment, OverTime } from './OverTime';
import { useGap } from './useGap';

export const ProfileFragment = graphql(`
  fragment Profile_profile on CompetencyProfile {
    level {
      id
      name
      trackKey
      framework {
        id
        published {
          id
          tracks {
            key
            levels {
              key
              rank
              name
            }
          }
        }
      }
    }
    lines {
      competency {
        id
        name
      }
      familyName
      expectedRank
      ranks
      selfRank
      managerRank
      selfGap
      managerGap
      expectationText
      feedbackCount
      points {
        at
        ...OverTime_point
      }
    }
  }
`);

interface ProfileProps {
  profile: FragmentType<typeof ProfileFragment>;
  /** Whose it is; null for the viewer's own. */
  name: string | null;
  canPlace: boolean;
}

/** Each competency of the level: what is expected, and how far each side sees the person from it. */
export function Profile({ profile: masked, name, canPlace }: ProfileProps) {
  const profile = unmask(ProfileFragment, masked);
  const { t } = useTranslation('competencies');
  const gap = useGap();
  if (!profile.level || profile.lines.length === 0) {
    return (
      <EmptyState
        icon={<IconChartDots size={32} stroke={1.5} />}
        title={name ? t('profile.noLevelOf', { name }) : t('profile.noLevel')}
        example={canPlace ? t('profile.noLevelPlace') : t('profile.noLevelExample')}
      />
    );
  }
  const { level, lines } = profile;
  const levels =
    level.framework.published?.tracks.find((track) => track.key === level.trackKey)?.levels ?? [];
  const rankName = (rank: number) =>
    rank === 0
      ? t('rank.none')
      : (levels.find((one) => one.rank === rank)?.name ?? t('rank.number', { rank }));
  const families = [...new Set(lines.map((line) => line.familyName))];
  const assessed = lines.some((line) => line.selfRank !== null || line.managerRank !== null);
  const self = name ?? t('who.you');
  const manager = name ? t('who.managerOf') : t('who.manager');
  return (
    <Section title={name ? t('profile.titleOf', { name }) : t('profile.title')}>
      {assessed ? (
        <LadderKey self={self} manager={manager} expected={t('profile.expectedKey')} />
      ) : (
        <p className={classes.note}>{t('profile.notAssessed')}</p>
      )}
      {families.map((family) => (
        <section key={family} className={classes.family} data-close>
          <h3 className={classes.familyName}>{family}</h3>
          <ul className={classes.profile}>
            {lines
              .filter((line) => line.familyName === family)
              .map((line) => {
                const points = unmask(CompetencyPointFragment, line.points);
                return (
                  <li key={line.competency.id} className={classes.profileLine}>
                    <div className={classes.profileHead}>
                      <h4 className={classes.competencyName}>{line.competency.name}</h4>
                      {assessed ? (
                        <Ladder
                          ranks={line.ranks}
                          expected={line.expectedRank}
                          self={line.selfRank}
                          manager={line.managerRank}
                        />
                      ) : null}
                    </div>
                    {assessed ? (
                      <dl className={classes.seen}>
                        {(
                          [
                            [self, line.selfRank, line.selfGap],
                            [manager, line.managerRank, line.managerGap],
                          ] as const
                        ).map(([who, rank, distance]) => (
                          <div key={who}>
                            <dt>{who}</dt>
                            <dd>
                              {rank === null ? (
                                <span className={classes.note}>{t('profile.notSeen')}</span>
                              ) : (
                                <>
                                  {rankName(rank)}
                                  {distance === null ? null : (
                                    <span className={classes.gap} data-gap={Math.sign(distance)}>
                                      {gap(distance)}
                                    </span>
                                  )}
                                </>
                              )}
                            </dd>
                          </div>
                        ))}
                      </dl>
                    ) : null}
                    <p className={classes.expectation}>
                      <span className={classes.note}>
                        {t('profile.expected', { level: rankName(line.expectedRank) })}
                      </span>{' '}
                      {line.expectationText}
                    </p>
                    {line.feedbackCount > 0 ? (
                      <p className={classes.note}>
                        {t('profile.feedback', { count: line.feedbackCount })}
                      </p>
                    ) : null}
                    {points.length > 0 ? (
                      <details className={classes.details}>
                        <summary>{t('time.title', { count: points.length })}</summary>
                        <OverTime points={points} competency={line.competency.name} />
                      </details>
                    ) : null}
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
    </Section>
  );
}
