import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import { Follow } from './Follow';
import { bo, me, refusal } from './test/kudos';

const of = (part: object) => ({ ...bo, followed: false, ...part }) as never;

test('somebody is followed at once, and no longer', async () => {
  const { user, sent } = show(<Follow person={of({})} />, {
    answers: {
      FollowPerson: { followPerson: { __typename: 'FollowPersonSuccess', person: { ...bo, followed: true } } },
      UnfollowPerson: { unfollowPerson: { __typename: 'UnfollowPersonSuccess', person: { ...bo, followed: false } } },
    },
  });
  const button = screen.getByRole('button', { name: 'Follow' });
  await user.click(button);
  expect(button.getAttribute('aria-pressed')).toBe('true');
  await expectAccessible();
  await user.click(button);
  expect(button.getAttribute('aria-pressed')).toBe('false');
  await waitFor(() =>
    expect(sent.map((one) => one.operationName)).toEqual(['FollowPerson', 'UnfollowPerson']),
  );
});

test('a refusal takes it back and says why', async () => {
  const { user } = show(<Follow person={of({})} />, {
    answers: { FollowPerson: { followPerson: refusal('PERSON_HAS_LEFT', 'They have left.') } },
  });
  const button = screen.getByRole('button', { name: /Follow/ });
  await user.click(button);
  await screen.findByText('They have left.');
  expect(button.getAttribute('aria-pressed')).toBe('false');
});

test('nobody follows themselves, or begins to follow whoever has left', () => {
  show(
    <>
      <Follow person={{ ...me, followed: false } as never} />
      <Follow person={of({ hasLeft: true })} />
    </>,
  );
  expect(screen.queryByRole('button', { name: /Follow/ })).toBeNull();
});
