import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { EmptyState } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';
import classes from '../competencies.module.css';
import { levelTitle } from '../levels/levelTitle';

export const FrameworkTextFragment = graphql(`
  fragment FrameworkText_version on FrameworkVersion {
    id
    families {
      key
      name
      competencies {
        key
        name
        description
        expectations {
          trackKey
          levelKey
          text
        }
      }
    }
    tracks {
      key
      name
      levels {
        key
        rank
        name
        leadsTo {
          id
          name
          trackName
        }
      }
    }
  }
`);

interface FrameworkTextProps {
  version: FragmentType<typeof FrameworkTextFragment>;
}

/** All words of a version, a track at a time: each competency with its levels side by side. */
export function FrameworkText({ version: masked }: FrameworkTextProps) {
  const version = unmask(FrameworkTextFragment, masked);
  const { t } = useTranslation('competencies');
  const { track, level, chooseLevel } = useTrackAndLevel(version.tracks);
  if (!track) return <EmptyState title={t('text.empty')} />;
  const levels = track.levels.filter((one) => level === null || one.key === level);
  const ways = levels.length === 1 ? (levels[0]?.leadsTo ?? []) : [];
  return (
    <div className={classes.stack}>
      <TrackAndLevel tracks={version.tracks} track={track} level={level} onLevel={chooseLevel} />
      {ways.length > 0 ? (
        <p className={classes.note}>
          {t('text.leadsTo', {
            levels: ways.map(levelTitle).join(', '),
          })}
        </p>
      ) : null}
      {version.families.map((family) => {
        const shown = family.competencies.flatMap((competency) => {
          const texts = levels.flatMap((one) => {
            const found = competency.expectations.find(
              (text) => text.trackKey === track.key && text.levelKey === one.key,
            );
            return found ? [{ level: one, text: found.text }] : [];
          });
          return texts.length > 0 ? [{ competency, texts }] : [];
        });
        if (shown.length === 0) return null;
        return (
          <section key={family.key} className={classes.family}>
            <h2 className={classes.familyName}>{family.name}</h2>
            {shown.map(({ competency, texts }) => (
              <article key={competency.key} className={classes.competency}>
                <h3 className={classes.competencyName}>{competency.name}</h3>
                {competency.description ? (
                  <p className={classes.note}>{competency.description}</p>
                ) : null}
                <ol className={classes.levels} data-alone={texts.length === 1 || undefined}>
                  {texts.map((one) => (
                    <li key={one.level.key} className={classes.level}>
                      <span className={classes.levelName}>{one.level.name}</span>
                      <span className={classes.prose}>{one.text}</span>
                    </li>
                  ))}
                </ol>
              </article>
            ))}
          </section>
        );
      })}
    </div>
  );
}

interface Track {
  key: string;
  name: string;
  levels: readonly { key: string; name: string }[];
}

const ALL = 'all';
const PHONE = '(max-width: 47.99em)';

/**
 * Which track, and which of its levels or all of them, stands in the address. Where nothing does, a
 * phone begins with the first level: all of them are more than ten screens there.
 */
export function useTrackAndLevel<T extends Track>(tracks: readonly T[]) {
  const [search, setSearch] = useSearchParams();
  const track = tracks.find((one) => one.key === search.get('track')) ?? tracks[0];
  const asked = search.get('level');
  const first = asked !== ALL && matchMedia(PHONE).matches ? (track?.levels[0]?.key ?? null) : null;
  const level = track?.levels.some((one) => one.key === asked) ? asked : first;
  return {
    track,
    level,
    chooseLevel: (key: string) => {
      const next = new URLSearchParams(search);
      next.set('level', key || ALL);
      setSearch(next, { replace: true });
    },
  };
}

interface TrackAndLevelProps {
  tracks: readonly Track[];
  track: Track;
  level: string | null;
  onLevel: (key: string) => void;
  /** Another choice beside the level. */
  children?: ReactNode;
}

/** The tracks in a row, where there are several, and the choice of a level. */
export function TrackAndLevel({ tracks, track, level, onLevel, children }: TrackAndLevelProps) {
  const { t } = useTranslation('competencies');
  return (
    <div className={classes.choosing}>
      {tracks.length > 1 ? (
        <TabLinks label={t('text.tracks')}>
          {tracks.map((one) => (
            <TabLink key={one.key} to={`?track=${one.key}`} current={one.key === track.key}>
              {one.name}
            </TabLink>
          ))}
        </TabLinks>
      ) : null}
      <div className={classes.levelRow}>
        <NativeSelect
          className={classes.levelChoice ?? ''}
          label={t('text.level')}
          value={level ?? ''}
          onChange={(event) => onLevel(event.currentTarget.value)}
          data={[
            { value: '', label: t('text.allLevels') },
            ...track.levels.map((one) => ({ value: one.key, label: one.name })),
          ]}
        />
        {children}
      </div>
    </div>
  );
}
