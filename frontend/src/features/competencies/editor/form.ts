import { type DocumentType, graphql } from '@/gql';
import type { SaveFrameworkDraftInput } from '@/gql/graphql';
import { NO_WORDS, type Words } from '@/ui/LocalizedField';

export const EditedVersionFragment = graphql(`
  fragment EditedVersion_version on FrameworkVersion {
    id
    version
    families {
      key
      names {
        en
        ru
      }
      competencies {
        key
        names {
          en
          ru
        }
        descriptions {
          en
          ru
        }
        expectations {
          trackKey
          levelKey
          texts {
            en
            ru
          }
        }
      }
    }
    tracks {
      key
      names {
        en
        ru
      }
      levels {
        key
        names {
          en
          ru
        }
        leadsToKeys
      }
    }
  }
`);

type EditedVersion = DocumentType<typeof EditedVersionFragment>;

export interface FamilyForm {
  key: string;
  names: Words;
}

export interface LevelForm {
  key: string;
  names: Words;
  /** Beyond the next level of the same track, as `track/level`. */
  leadsTo: string[];
}

export interface TrackForm {
  key: string;
  names: Words;
  levels: LevelForm[];
}

export interface CompetencyForm {
  key: string;
  familyKey: string;
  names: Words;
  descriptions: Words;
  /** What is expected, by `track/level`. Where nothing stands, it is not asked. */
  texts: Record<string, Words>;
}

/** A framework as it is edited: everything in both languages. */
export interface FrameworkForm {
  names: Words;
  descriptions: Words;
  families: FamilyForm[];
  tracks: TrackForm[];
  competencies: CompetencyForm[];
}

const wordsOf = ({ en, ru }: Words): Words => ({ en, ru });

interface Named {
  names: Words;
  descriptions: Words;
}

export function formOf(framework: Named, version: EditedVersion | null): FrameworkForm {
  return {
    names: wordsOf(framework.names),
    descriptions: wordsOf(framework.descriptions),
    families: (version?.families ?? []).map(({ key, names }) => ({ key, names: wordsOf(names) })),
    tracks: (version?.tracks ?? []).map((track) => ({
      key: track.key,
      names: wordsOf(track.names),
      levels: track.levels.map((level) => ({
        key: level.key,
        names: wordsOf(level.names),
        leadsTo: [...level.leadsToKeys],
      })),
    })),
    competencies: (version?.families ?? []).flatMap((family) =>
      family.competencies.map((one) => ({
        key: one.key,
        familyKey: family.key,
        names: wordsOf(one.names),
        descriptions: wordsOf(one.descriptions),
        texts: Object.fromEntries(
          one.expectations.map((text) => [placeOf(text.trackKey, text.levelKey), wordsOf(text.texts)]),
        ),
      })),
    ),
  };
}

export function inputOf(id: string, version: number, form: FrameworkForm): SaveFrameworkDraftInput {
  const places = placesOf(form);
  return {
    frameworkId: id,
    version,
    names: form.names,
    descriptions: form.descriptions,
    content: {
      families: form.families,
      tracks: form.tracks.map((track) => ({
        ...track,
        levels: track.levels.map((level) => ({
          ...level,
          leadsTo: level.leadsTo.filter((place) => places.has(place)),
        })),
      })),
      competencies: form.competencies.map(({ texts, ...one }) => ({
        ...one,
        expectations: form.tracks.flatMap((track) =>
          track.levels.flatMap((level) => {
            const words = texts[placeOf(track.key, level.key)];
            return words && !isEmpty(words)
              ? [{ trackKey: track.key, levelKey: level.key, texts: words }]
              : [];
          }),
        ),
      })),
    },
  };
}

export const placeOf = (trackKey: string, levelKey: string) => `${trackKey}/${levelKey}`;

/** All levels as `track/level`. */
export function placesOf(form: FrameworkForm): Set<string> {
  return new Set(
    form.tracks.flatMap((track) => track.levels.map((level) => placeOf(track.key, level.key))),
  );
}

export const isEmpty = (words: Words) => words.en.trim() === '' && words.ru.trim() === '';

/** In the language asked for, else in the other one. */
export function saidIn(words: Words, language: string): string {
  const [first, second] = language.startsWith('ru') ? [words.ru, words.en] : [words.en, words.ru];
  return first.trim() || second.trim();
}

/**
 * A key for something new: from its English name, else from what it is. Keys stay when names change,
 * for people's levels and assessments hang on them.
 */
export function keyFor(names: Words, kind: string, taken: readonly string[]): string {
  const base =
    names.en
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || kind;
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** Puts the one at `index` a place up or down. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index + by, 0, one);
  return next;
}

/** The first with the key gets other words; a new one is put at the end. */
export function withOne<T extends { key: string }>(list: readonly T[], one: T): T[] {
  return list.some((other) => other.key === one.key)
    ? list.map((other) => (other.key === one.key ? one : other))
    : [...list, one];
}

/** What keeps it from being published, as the server would say it one at a time. */
export function missingIn(form: FrameworkForm): { names: number; texts: number; empty: boolean } {
  const named = [
    ...form.families,
    ...form.competencies,
    ...form.tracks,
    ...form.tracks.flatMap((track) => track.levels),
  ];
  const places = placesOf(form);
  const unasked = form.competencies.filter(
    ({ texts }) => ![...places].some((place) => !isEmpty(texts[place] ?? NO_WORDS)),
  );
  return {
    names: named.filter(({ names }) => names.en.trim() === '').length,
    texts: unasked.length,
    empty: form.competencies.length === 0 || places.size === 0,
  };
}
