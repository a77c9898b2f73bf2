import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { Stack } from '@/ui/Stack';

const TeamsForFeedback = graphql(`
  query TeamsForFeedback {
    viewer {
      person {
        id
        department {
          id
          path
        }
      }
    }
    departments {
      id
      name
      path
      headCount
    }
  }
`);

/** More people than that are no team that one writes to. */
export const TEAM_MOST = 50;

/** The teams to which one can write, with the number of people besides oneself, and the chosen one. */
export function useTeams(chosen: string, wanted: boolean) {
  const [{ data }] = useQuery({ query: TeamsForFeedback, pause: !wanted });
  const mine = data?.viewer?.person.department?.path ?? [];
  const teams = (data?.departments ?? [])
    .map(({ id, name, path, headCount }) => {
      const withMe = mine.length >= path.length && path.every((part, at) => part === mine[at]);
      return { id, name, path, count: withMe ? headCount - 1 : headCount };
    })
    .filter((one) => one.count > 0 && one.count <= TEAM_MOST);
  return { teams, team: teams.find((one) => one.id === chosen) };
}

export type To = 'person' | 'team';

interface RecipientProps {
  to: To;
  people: PickedPerson[];
  departmentId: string;
  teams: ReturnType<typeof useTeams>['teams'];
  change: (patch: { to?: To; people?: PickedPerson[]; departmentId?: string }) => void;
  fieldError: (field: string) => string | undefined;
}

/** For whom: one person, or a team. */
export function Recipient({ to, people, departmentId, teams, change, fieldError }: RecipientProps) {
  const { t } = useTranslation('feedback');
  return (
    <Stack gap={12}>
      <SegmentedControl
        aria-label={t('give.to')}
        value={to}
        onChange={(next) => change({ to: next as To })}
        data={[
          { value: 'person', label: t('give.toPerson') },
          { value: 'team', label: t('give.toTeam') },
        ]}
      />
      {to === 'person' ? (
        <PersonPicker
          label={t('give.to')}
          value={people}
          onChange={(next) => change({ people: next })}
          error={fieldError('recipientId')}
          required
          autoFocus
        />
      ) : (
        <NativeSelect
          size="md"
          label={t('give.team')}
          description={t('give.teamHint')}
          required
          value={departmentId}
          error={fieldError('departmentId')}
          onChange={(event) => change({ departmentId: event.currentTarget.value })}
          data={[
            { value: '', label: t('give.teamChoose') },
            ...teams.map((one) => ({
              value: one.id,
              label: t('give.teamOption', { name: one.path.join(' › '), count: one.count }),
            })),
          ]}
        />
      )}
    </Stack>
  );
}
