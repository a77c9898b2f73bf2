import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import PromisesPage from '@/app/pages/PromisesPage';
import { expectAccessible, show } from '@/test/render';
import { me, mo, promise } from '../test/answers';

const page = (
  <Routes>
    <Route path="promises" element={<PromisesPage />} />
    <Route path="one-on-ones" element={<h1>one-on-ones</h1>} />
  </Routes>
);

function connection(nodes: unknown[], next: string | null = null) {
  return {
    __typename: 'ActionItemConnection',
    totalCount: nodes.length,
    pageInfo: { __typename: 'PageInfo', hasNextPage: next !== null, endCursor: next },
    edges: nodes.map((node) => ({ __typename: 'ActionItemEdge', node })),
  };
}
const made = (nodes: unknown[], next: string | null = null) => ({
  viewer: { __typename: 'Viewer', promisesMade: connection(nodes, next) },
});
const received = (nodes: unknown[]) => ({
  viewer: { __typename: 'Viewer', promisesReceived: connection(nodes) },
});
const counts = {
  viewer: {
    __typename: 'Viewer',
    promisesMade: connection([1, 2]),
    promisesReceived: connection([1]),
  },
};

test('what I promised stands there with to whom and until when, and axe finds nothing', async () => {
  show(page, {
    at: '/promises',
    answers: {
      PromiseCounts: counts,
      PromisesMade: made([promise(), promise({ id: 'a2', body: 'Ask Zed', dueOn: null, overdue: false })]),
    },
  });
  const list = await screen.findByRole('list', { name: 'I promised' });
  expect(within(list).getAllByRole('listitem').map((one) => one.textContent)).toEqual([
    'Write the planto Mo Diaz · 20 November, overdue · 1 comment',
    'Ask Zedto Mo Diaz · 1 comment',
  ]);
  expect(await screen.findByRole('link', { name: 'Promised to me 1' })).toBeTruthy();
  await expectAccessible();
});

test('the other list and the filter stand in the address', async () => {
  const { sent, user } = show(page, {
    at: '/promises?list=received',
    answers: {
      PromiseCounts: counts,
      PromisesReceived: received([promise({ owner: mo, other: me, state: 'DONE', overdue: false })]),
    },
  });
  expect(await screen.findByRole('list', { name: 'Promised to me' })).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Settled' }));
  await waitFor(() =>
    expect(sent.filter((one) => one.operationName === 'PromisesReceived').at(-1)?.variables).toEqual({
      state: 'SETTLED',
      after: null,
    }),
  );
});

test('more of them come by their place in the list', async () => {
  const { user } = show(page, {
    at: '/promises',
    answers: {
      PromiseCounts: counts,
      PromisesMade: ({ after }: Record<string, unknown>) =>
        after === null ? made([promise()], 'cursor') : made([promise({ id: 'a9', body: 'The last one' })]),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('The last one')).toBeTruthy();
  expect(screen.getByText('Write the plan')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('a promise is kept in its place, and opened again', async () => {
  const { sent, user } = show(page, {
    at: '/promises',
    answers: {
      PromiseCounts: counts,
      PromisesMade: made([promise()]),
      SetActionItemState: {
        setActionItemState: {
          __typename: 'SetActionItemStateSuccess',
          actionItem: { __typename: 'ActionItem', id: 'a1', state: 'DONE' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Done: Write the plan' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(
      sent.filter((one) => one.operationName === 'SetActionItemState').map((one) => one.variables),
    ).toEqual([
      { input: { actionItemId: 'a1', state: 'DONE' } },
      { input: { actionItemId: 'a1', state: 'OPEN' } },
    ]),
  );
});

test('nothing promised reads as good news and says what will stand there', async () => {
  show(page, {
    at: '/promises',
    answers: { PromiseCounts: counts, PromisesMade: made([]) },
  });
  expect(await screen.findByText('You have promised nothing that is still open')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'To my one-on-ones' })).toBeTruthy();
  await expectAccessible();
});

test('a list that cannot be read says so and can be asked for again', async () => {
  let broken = true;
  const { user } = show(page, {
    at: '/promises',
    answers: {
      PromiseCounts: counts,
      PromisesMade: () =>
        broken
          ? new Response(
              JSON.stringify({ errors: [{ message: 'x', extensions: { code: 'INTERNAL', id: 'e1' } }] }),
              { headers: { 'content-type': 'application/graphql-response+json' } },
            )
          : made([promise()]),
    },
  });
  await screen.findByRole('alert');
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Write the plan')).toBeTruthy();
});

test('a promise becomes a goal of a plan that can be changed', async () => {
  const { sent, user } = show(page, {
    at: '/promises',
    answers: {
      PromiseCounts: counts,
      PromisesMade: made([promise()]),
      PlansForGoal: {
        viewer: {
          __typename: 'Viewer',
          developmentPlans: [
            { __typename: 'DevelopmentPlan', id: 'old', title: 'Last year', canEdit: false, sharedWithHr: false },
            { __typename: 'DevelopmentPlan', id: 'now', title: 'This year', canEdit: true, sharedWithHr: true },
          ],
        },
      },
      TurnActionItemIntoGoal: {
        turnActionItemIntoGoal: {
          __typename: 'TurnActionItemIntoGoalSuccess',
          actionItem: { __typename: 'ActionItem', id: 'a1', state: 'BECAME_GOAL' },
          goal: { __typename: 'Goal', id: 'g1', plan: { __typename: 'DevelopmentPlan', id: 'now' } },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'What to do with “Write the plan”' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Make it a goal of my plan' }));
  const dialog = await screen.findByRole('dialog', { name: 'Make it a goal' });
  expect(await within(dialog).findByRole('radio', { name: 'This year' })).toBeTruthy();
  expect(within(dialog).queryByRole('radio', { name: 'Last year' })).toBeNull();
  expect(within(dialog).getByText(/you, your manager and HR\./)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Make it a goal' }));
  await screen.findByText('Now a goal: Write the plan');
  expect(sent.find((one) => one.operationName === 'TurnActionItemIntoGoal')?.variables).toEqual({
    input: { actionItemId: 'a1', planId: 'now' },
  });
});
