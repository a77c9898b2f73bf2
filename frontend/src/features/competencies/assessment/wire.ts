import { type DocumentType, graphql } from '@/gql';

/** What is asked: the competencies with the words of the version it was made against. */
export const AskedFragment = graphql(`
  fragment Asked_assessment on Assessment {
    id
    level {
      id
      name
      trackKey
      trackName
      rank
    }
    frameworkVersion {
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
    lines {
      competency {
        id
        name
      }
      familyName
      expectedRank
      expectations {
        trackKey
        levelKey
        rank
        text
      }
    }
    feedback {
      competency {
        id
      }
      note {
        id
        situation
        behaviour
        impact
        nextStep
        author {
          id
          name
        }
        createdAt
      }
    }
  }
`);

export type Asked = DocumentType<typeof AskedFragment>;
export type AskedLine = Asked['lines'][number];

/** The levels of the person's track that have words for a competency. */
export function ranksOf(asked: Asked, line: AskedLine) {
  const { trackKey } = asked.level;
  const levels = asked.frameworkVersion.tracks.find((one) => one.key === trackKey)?.levels ?? [];
  return line.expectations
    .filter((one) => one.trackKey === trackKey)
    .map((one) => ({
      rank: one.rank,
      name: levels.find((level) => level.key === one.levelKey)?.name ?? String(one.rank),
      text: one.text,
    }))
    .toSorted((a, b) => a.rank - b.rank);
}

/** What a level of the person's track is called. */
export function levelName(asked: Asked, rank: number): string | undefined {
  const { trackKey } = asked.level;
  return asked.frameworkVersion.tracks
    .find((one) => one.key === trackKey)
    ?.levels.find((level) => level.rank === rank)?.name;
}
