import { Button } from '@mantine/core';
import { IconBell, IconBellFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useWanted } from '@/lib/useWanted';
import { toast } from '@/ui/toast';

export const FollowFragment = graphql(`
  fragment Follow_person on Person {
    id
    name
    isViewer
    hasLeft
    followed
  }
`);

const FollowPerson = graphql(`
  mutation FollowPerson($input: FollowPersonInput!) {
    followPerson(input: $input) {
      ... on FollowPersonSuccess {
        person {
          id
          followed
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const UnfollowPerson = graphql(`
  mutation UnfollowPerson($input: UnfollowPersonInput!) {
    unfollowPerson(input: $input) {
      ... on UnfollowPersonSuccess {
        person {
          id
          followed
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

/** Follows somebody's thanks in the feed, or no longer. Nobody is told. */
export function Follow({ person: masked }: { person: FragmentType<typeof FollowFragment> }) {
  const person = unmask(FollowFragment, masked);
  const { t } = useTranslation('recognition');
  const follow = useCommand(FollowPerson);
  const unfollow = useCommand(UnfollowPerson);
  const { shown, want, revert } = useWanted(person.followed);
  if (person.isViewer || (person.hasLeft && !shown)) return null;

  async function toggle() {
    want(!shown);
    const input = { personId: person.id };
    const outcome = shown ? await unfollow.run({ input }) : await follow.run({ input });
    if (outcome.ok) return;
    revert();
    toast(outcome.refusal?.message ?? outcome.fault ?? '');
  }

  return (
    <Button
      variant={shown ? 'light' : 'default'}
      color={shown ? 'amber' : undefined}
      aria-pressed={shown}
      leftSection={shown ? <IconBellFilled size={16} /> : <IconBell size={16} stroke={1.7} />}
      onClick={() => void toggle()}
    >
      {shown ? t('follow.on') : t('follow')}
    </Button>
  );
}
