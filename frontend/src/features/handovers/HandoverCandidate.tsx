import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import classes from './handovers.module.css';

export const HandoverCandidateFragment = graphql(`
  fragment HandoverCandidate_candidate on HandoverCandidate {
    key
    kind
    subjectId
    title
    dueOn
    other {
      id
      name
    }
  }
`);

export type Candidate = DocumentType<typeof HandoverCandidateFragment>;

interface HandoverCandidateProps {
  candidate: Candidate;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
  /** What stands below it. */
  children?: ReactNode;
}

/** What somebody still has open, as a line to be chosen. */
export function HandoverCandidate({ candidate, chosen, onChoose, children }: HandoverCandidateProps) {
  const { kind, title, other, dueOn } = candidate;
  const { t } = useTranslation('handovers');
  const dates = useDates();
  return (
    <li className={classes.item}>
      <Checkbox
        size="md"
        checked={chosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
        label={title}
        description={[
          t(`kind.${kind}`),
          other?.name,
          dueOn ? t('due', { date: dates.date(dueOn) }) : undefined,
        ]
          .filter(Boolean)
          .join(' · ')}
      />
      {children}
    </li>
  );
}
