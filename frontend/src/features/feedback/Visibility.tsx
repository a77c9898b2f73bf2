import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { FeedbackVisibility } from '@/gql/graphql';
import { Stack } from '@/ui/Stack';

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

/** Who would read feedback: a person, and their manager if that is someone else; or all of a team. */
export type Readers =
  | { name: string | undefined; manager: string | undefined; team?: undefined }
  | { team: { name: string; count: number } };

/** Who would read feedback for this person. */
export function usePersonsReaders(personId: string | undefined): Readers {
  const [{ data }] = useQuery({
    query: WhoWouldRead,
    variables: { id: personId ?? '' },
    pause: !personId,
  });
  const person = personId ? data?.person : undefined;
  const manager = person?.manager && !person.manager.isViewer ? person.manager.name : undefined;
  return { name: person?.name, manager };
}

/** Whether there is anything to choose: somebody whose manager one is oneself has no second reader. */
export function hasChoice(readers: Readers): boolean {
  return readers.team ? true : Boolean(readers.name && readers.manager);
}

interface VisibilityProps {
  value: FeedbackVisibility;
  onChange: (value: FeedbackVisibility) => void;
  readers: Readers;
}

/** Chosen before one writes. Where there is no other manager there is nothing to choose. */
export function Visibility({ value, onChange, readers }: VisibilityProps) {
  const { t } = useTranslation('feedback');
  if (!hasChoice(readers)) return null;
  const labels = readers.team
    ? [t('visibility.team', { team: readers.team.name }), t('visibility.teamAndManagers')]
    : [
        t('visibility.RECIPIENT', { name: readers.name ?? '' }),
        t('visibility.RECIPIENT_AND_MANAGER', { manager: readers.manager ?? '' }),
      ];
  return (
    <Radio.Group
      label={t('visibility')}
      value={value}
      onChange={(next) => onChange(next as FeedbackVisibility)}
    >
      <Stack gap={8}>
        {(['RECIPIENT', 'RECIPIENT_AND_MANAGER'] as const).map((one, index) => (
          <Radio key={one} mt={index === 0 ? 4 : 0} value={one} label={labels[index]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** The sentence above the button that sends. */
export function useWhoSees(readers: Readers, visibility: FeedbackVisibility): string {
  const { t } = useTranslation('feedback');
  const alsoManager = visibility === 'RECIPIENT_AND_MANAGER';
  if (readers.team) {
    const { name, count } = readers.team;
    return t(alsoManager ? 'whoSees.teamAndManagers' : 'whoSees.team', { team: name, count });
  }
  if (!readers.name) return t('whoSees.unknown');
  return alsoManager && readers.manager
    ? t('whoSees.RECIPIENT_AND_MANAGER', { name: readers.name, manager: readers.manager })
    : t('whoSees.RECIPIENT', { name: readers.name });
}
