import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { FeedbackVisibility } from '@/gql/graphql';

const WhoWouldRead = graphql(`
  query WhoWouldRead($id: ID!) {
    person(id: $id) {
      id
      name
      manager {
        id
        name
        isViewer
      }
    }
  }
`);

/** Who would read feedback for this person: their name, and their manager's if that is someone else. */
export function useReaders(personId: string | undefined) {
  const [{ data }] = useQuery({
    query: WhoWouldRead,
    variables: { id: personId ?? '' },
    pause: !personId,
  });
  const person = personId ? data?.person : undefined;
  const manager = person?.manager && !person.manager.isViewer ? person.manager.name : undefined;
  return { name: person?.name, manager };
}

interface VisibilityProps {
  value: FeedbackVisibility;
  onChange: (value: FeedbackVisibility) => void;
  readers: ReturnType<typeof useReaders>;
}

/** Chosen before one writes. Where there is no other manager there is nothing to choose. */
export function Visibility({ value, onChange, readers }: VisibilityProps) {
  const { t } = useTranslation('feedback');
  if (!readers.name || !readers.manager) return null;
  return (
    <SegmentedControl
      aria-label={t('visibility')}
      value={value}
      onChange={(next) => onChange(next as FeedbackVisibility)}
      data={[
        { value: 'RECIPIENT', label: t('visibility.RECIPIENT', { name: readers.name }) },
        {
          value: 'RECIPIENT_AND_MANAGER',
          label: t('visibility.RECIPIENT_AND_MANAGER', { manager: readers.manager }),
        },
      ]}
    />
  );
}

/** The sentence above the button that sends. */
export function useWhoSees(readers: ReturnType<typeof useReaders>, visibility: FeedbackVisibility) {
  const { t } = useTranslation('feedback');
  if (!readers.name) return t('whoSees.unknown');
  if (visibility === 'RECIPIENT_AND_MANAGER' && readers.manager) {
    return t('whoSees.RECIPIENT_AND_MANAGER', { name: readers.name, manager: readers.manager });
  }
  return t('whoSees.RECIPIENT', { name: readers.name });
}
