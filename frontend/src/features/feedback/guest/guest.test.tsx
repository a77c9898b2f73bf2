import { screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import GuestFeedbackPage from '@/app/pages/GuestFeedbackPage';
import GuestPage from '@/app/pages/GuestPage';
import { expectAccessible, show } from '@/test/render';
import { done, guest } from '../test/answers';

const TOKEN = 'mEt8f0Zs4pQy1LcA';
const page = {
  guestPage: {
    __typename: 'GuestPage',
    company: 'Kelvane',
    guestName: 'Rita Moss',
    locale: 'EN',
    expiresAt: '2026-12-20T09:00:00Z',
    request: {
      __typename: 'GuestRequest',
      requesterName: 'Ann Lee',
      aboutName: 'Ann Lee',
      question: 'How was the handover?',
      dueOn: '2026-12-01',
      readerNames: ['Ann Lee'],
    },
    review: null,
  },
};

function follow(answers: Record<string, unknown>) {
  history.replaceState(null, '', `/guest#token=${TOKEN}`);
  return show(<GuestPage />, { session: null, at: '/guest', answers });
}

afterEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', '/');
});

test('a guest sees who asks, what, and who will read it, and answers without an account', async () => {
  const { user, sent } = follow({ GuestPage: page, AnswerAsGuest: done('answerAsGuest', { done: true }) });
  await screen.findByRole('heading', { level: 1, name: 'Ann Lee asks for your feedback' });
  screen.getByText('How was the handover?');
  expect(screen.getAllByText(/Ann Lee, with your name. Nobody else/)).toHaveLength(2);
  expect(location.hash).toBe('');
  await user.type(screen.getByLabelText(/What you saw/), 'You sent the list before the call.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Give feedback' }));
  await screen.findByRole('heading', { level: 1, name: 'Thank you' });
  expect(sent.find((one) => one.operationName === 'AnswerAsGuest')?.variables).toEqual({
    input: {
      token: TOKEN,
      situation: '',
      behaviour: 'You sent the list before the call.',
      impact: '',
      nextStep: '',
    },
  });
  // Nothing but this link's own operations: a guest has no drafts and no people to look up.
  expect(new Set(sent.map((one) => one.operationName))).toEqual(new Set(['GuestPage', 'AnswerAsGuest']));
});

test('loading the page again does not lose the link nor what was written', async () => {
  const first = follow({ GuestPage: page });
  await first.user.type(await screen.findByLabelText(/What you saw/), 'You sent');
  first.unmount();
  show(<GuestPage />, { session: null, at: '/guest', answers: { GuestPage: page } });
  const field = (await screen.findByLabelText(/What you saw/)) as HTMLTextAreaElement;
  expect(field.value).toBe('You sent');
  // What is kept on the device would not open the link.
  expect(JSON.stringify(Object.entries(localStorage))).not.toContain(TOKEN);
});

test('a guest can say no', async () => {
  const { user, sent } = follow({ GuestPage: page, DeclineAsGuest: done('declineAsGuest', { done: true }) });
  await user.click(await screen.findByRole('button', { name: 'Decline' }));
  await user.type(screen.getByLabelText(/A word why/), 'I was away.');
  await user.click(screen.getAllByRole('button', { name: 'Decline' }).at(-1) as HTMLElement);
  await screen.findByRole('heading', { level: 1, name: 'That is all right' });
  expect(sent.find((one) => one.operationName === 'DeclineAsGuest')?.variables).toEqual({
    input: { token: TOKEN, reason: 'I was away.' },
  });
});

test('a link that works no longer says so, and not why', async () => {
  follow({ GuestPage: { guestPage: null } });
  await screen.findByRole('heading', { level: 1, name: 'This link no longer works' });
  await expectAccessible();
});

test('who asked reads a guest’s answer and thanks for it', async () => {
  const { user, sent } = show(
    <Routes>
      <Route path="feedback/guests/:id" element={<GuestFeedbackPage />} />
    </Routes>,
    {
      at: '/feedback/guests/g1',
      answers: {
        GuestFeedbackPage: { guestFeedback: guest },
        ThankForGuestFeedback: done('thankForGuestFeedback', {
          guestFeedback: { __typename: 'GuestFeedback', id: 'g1', thankedAt: '2026-11-21T12:00:00Z' },
        }),
      },
    },
  );
  await screen.findByText('You sent the list before the call.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Thank Rita Moss' }));
  await screen.findByText('Rita Moss gets a mail that it helped.');
  await waitFor(() => expect(sent.some((one) => one.operationName === 'ThankForGuestFeedback')).toBe(true));
});
