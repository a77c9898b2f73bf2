import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import HomePage from '@/app/pages/HomePage';
import { expectAccessible, person, show } from '@/test/render';

const mo = person('Mo Diaz', 'Team lead');

function home(part: Record<string, unknown> = {}) {
  return {
    viewer: {
      __typename: 'Viewer',
      actionSteps: [],
      home: {
        __typename: 'Home',
        needs: [],
        meetings: [],
        thanksReceived: [],
        feedbackReceived: [],
        ...part,
      },
    },
    celebrations: [],
  };
}

const promise = {
  __typename: 'HomeNeed',
  key: 'promise:1',
  kind: 'PROMISE_DUE',
  since: '2026-11-19T23:00:00Z',
  dueOn: '2026-11-20',
  overdue: true,
  daysQuiet: null,
  person: mo,
  meeting: null,
  feedbackRequest: null,
  actionItem: { __typename: 'ActionItem', id: 'a1', body: 'Send the hiring plan' },
  plan: null,
};

const asked = {
  ...promise,
  key: 'request:1',
  kind: 'FEEDBACK_TO_WRITE',
  overdue: false,
  dueOn: null,
  actionItem: null,
  feedbackRequest: { __typename: 'FeedbackRequest', id: 'r1', question: 'How was my talk?' },
};

test('nothing to do reads as good news', async () => {
  show(<HomePage />, { answers: { HomePage: home() } });
  await screen.findByText(/Nothing needs you right now/);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Good to see you, Ann');
  await expectAccessible();
});

test('each need says who, what and when, and has one button', async () => {
  show(<HomePage />, { answers: { HomePage: home({ needs: [promise, asked] }) } });
  await screen.findByText('You promised: Send the hiring plan');
  expect(screen.getByText('was due yesterday')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Write' }).getAttribute('href')).toBe('/feedback/requests/r1');
  await expectAccessible();
});

test.each([
  ['REVIEWS_TO_WRITE', 4, null, 'You owe 4 reviews', '/reviews'],
  ['NOMINATIONS_TO_MAKE', 1, 'p1', 'Choose who writes in “Annual 360”', '/nominations/p1'],
  ['NOMINATIONS_TO_APPROVE', 3, null, '3 choices of who writes wait for you in “Annual 360”', '/nominations?cycle=c1'],
  ['PACKET_TO_READ', 1, 'p1', 'Your packet of “Annual 360” is here', '/packets/p1'],
  ['PACKETS_TO_PREPARE', 2, null, 'Prepare 2 packets of “Annual 360”', '/packets?list=team'],
])('%s of a cycle leads to where it is done', async (kind, count, participant, words, address) => {
  const need = {
    ...asked,
    kind,
    count,
    key: kind,
    person: null,
    feedbackRequest: null,
    cycle: { __typename: 'Cycle', id: 'c1', name: 'Annual 360' },
    cycleParticipant: participant && { __typename: 'CycleParticipant', id: participant },
  };
  show(<HomePage />, { answers: { HomePage: home({ needs: [need] }) } });
  const line = (await screen.findByText(words)).closest('li') as HTMLElement;
  expect(within(line).getByRole('link').getAttribute('href')).toBe(address);
});

test('a promise is kept with one click, and can be taken back', async () => {
  const { sent, user } = show(<HomePage />, {
    answers: {
      HomePage: home({ needs: [promise] }),
      KeepPromise: ({ input }: Record<string, any>) => ({
        setActionItemState: {
          __typename: 'SetActionItemStateSuccess',
          actionItem: { __typename: 'ActionItem', id: 'a1', state: input.state },
        },
      }),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Done' }));
  await screen.findByText('A promise kept: Send the hiring plan');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(
      sent.filter((one) => one.operationName === 'KeepPromise').map((one) => one.variables),
    ).toEqual([
      { input: { actionItemId: 'a1', state: 'DONE' } },
      { input: { actionItemId: 'a1', state: 'OPEN' } },
    ]),
  );
});

test('a refusal is shown in the words of the server, and the promise stays', async () => {
  const { user } = show(<HomePage />, {
    answers: {
      HomePage: home({ needs: [promise] }),
      KeepPromise: {
        setActionItemState: {
          __typename: 'Refusal',
          kind: 'CONFLICT',
          code: 'ACTION_ITEM_DROPPED',
          message: 'Mo has taken this promise back.',
          field: null,
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Done' }));
  await screen.findByText('Mo has taken this promise back.');
  expect(screen.getByText('You promised: Send the hiring plan')).toBeTruthy();
});

test('without a network the last seen home is shown', async () => {
  const first = show(<HomePage />, { answers: { HomePage: home({ needs: [promise] }) } });
  await screen.findByText('You promised: Send the hiring plan');
  first.unmount();
  show(<HomePage />, {
    answers: {
      HomePage: () => {
        throw new TypeError('Failed to fetch');
      },
    },
  });
  await screen.findByText('You promised: Send the hiring plan', {}, { timeout: 8000 });
});

test('without a network and without a last time it says so, and can be tried again', async () => {
  let works = false;
  const { user } = show(<HomePage />, {
    answers: {
      HomePage: () => {
        if (!works) throw new TypeError('Failed to fetch');
        return home();
      },
    },
  });
  const retry = await screen.findByRole('button', { name: 'Try again' }, { timeout: 8000 });
  works = true;
  await user.click(retry);
  await screen.findByText(/Nothing needs you right now/);
});
