import {
  IconCheckbox,
  IconFile,
  IconHeartHandshake,
  IconLink,
  IconMessageCircle,
  IconNote,
} from '@tabler/icons-react';
import type { EvidenceKind } from '@/gql/graphql';

const ICONS = {
  NOTE: IconNote,
  LINK: IconLink,
  FILE: IconFile,
  FEEDBACK: IconMessageCircle,
  KUDOS: IconHeartHandshake,
  ACTION_ITEM: IconCheckbox,
} as const;

/** The sign of a kind of evidence; its name stands beside it. */
export function EvidenceKindIcon({ kind }: { kind: EvidenceKind }) {
  const Icon = ICONS[kind];
  return <Icon size={16} stroke={1.7} aria-hidden="true" />;
}
