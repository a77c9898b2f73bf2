import type { ReactionKind } from '@/gql/graphql';

/** The small set, in the order in which it is offered. */
export const REACTIONS: readonly (readonly [ReactionKind, string])[] = [
  ['CLAP', '👏'],
  ['HEART', '❤️'],
  ['STAR', '⭐'],
  ['FIRE', '🔥'],
  ['LAUGH', '😄'],
  ['THANKS', '🙏'],
];
