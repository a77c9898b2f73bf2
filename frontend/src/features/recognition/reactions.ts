import {
  IconFlame,
  IconHeart,
  IconHeartHandshake,
  IconMoodHappy,
  IconStar,
  IconThumbUp,
} from '@tabler/icons-react';
import type { ReactionKind } from '@/gql/graphql';

/** The small set, in the order in which it is offered. Drawn, since not every machine has emoji. */
export const REACTIONS: readonly (readonly [ReactionKind, typeof IconHeart])[] = [
  ['CLAP', IconThumbUp],
  ['HEART', IconHeart],
  ['STAR', IconStar],
  ['FIRE', IconFlame],
  ['LAUGH', IconMoodHappy],
  ['THANKS', IconHeartHandshake],
];
