import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Unsubscribe } from '@/features/digest/Unsubscribe';
import { expectAccessible, show } from '@/test/render';

const TOKEN = 'AbCd_-0123456789AbCd_-0123456789AbCd_-0123456789';

function open(kind: 'notifications' | 'feedback_received', kinds: string[] = []) {
  const opened = show(<Unsubscribe token={TOKEN} kind={kind} />, {
    session: null,
    answers: {
      UnsubscribeLink: { unsubscribeLink: { __typename: 'UnsubscribeLink', kinds } },
      UnsubscribeDigest: {
        unsubscribeDigest: { __typename: 'UnsubscribeDigestSuccess', unsubscribed: true },
      },
    },
  });
  const asked = (name: string) =>
    opened.sent.filter((each) => each.operationName === name).map((each) => each.variables);
  return { ...opened, asked };
}

test('the link of a mail about several kinds names what ends, and lets some go on', async () => {
  const { asked, user, container } = open('notifications', ['PROMISE_KEPT', 'PLAN_PROPOSED']);
  const kept = await screen.findByRole('checkbox', { name: 'A promise to me is kept' });
  expect(screen.getAllByRole('checkbox')).toHaveLength(2);
  await expectAccessible(container);
  expect(asked('UnsubscribeDigest')).toHaveLength(0);
  await user.click(kept);
  await user.click(screen.getByRole('button', { name: 'Stop these mails' }));
  await screen.findByText(/what you left unticked mail goes on/);
  expect(asked('UnsubscribeDigest')).toEqual([{ input: { token: TOKEN, keep: ['PROMISE_KEPT'] } }]);
});

test('where all shall go on there is nothing to stop', async () => {
  const { user } = open('notifications', ['PROMISE_KEPT']);
  await user.click(await screen.findByRole('checkbox'));
  expect(screen.getByRole('button', { name: 'Stop these mails' })).toHaveProperty('disabled', true);
});

test('a link of one kind asks for nothing more', async () => {
  const { asked, user } = open('feedback_received');
  await user.click(await screen.findByRole('button', { name: 'Stop these mails' }));
  await screen.findByText(/^Done: no more mail will come to you when there is feedback/);
  expect(asked('UnsubscribeLink')).toHaveLength(0);
  expect(asked('UnsubscribeDigest')).toEqual([{ input: { token: TOKEN, keep: [] } }]);
});
