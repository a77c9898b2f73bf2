import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import { expectAccessible, person, show } from '@/test/render';
import { driver, figure, WAVE } from '../test/report';
import HomeSteps from './HomeSteps';
import PlanDialog from './PlanDialog';
import { Plans } from './Plans';
import { PlanView } from './PlanView';

const step = (text: string, more: Record<string, unknown> = {}) => ({
  __typename: 'ActionStep',
  id: `s-${text}`,
  text,
  dueOn: '2026-12-01',
  state: 'OPEN',
  settledAt: null,
  version: 1,
  canSettle: false,
  overdue: false,
  plan: { __typename: 'ActionPlan', id: 'p1', title: 'Fewer surprises' },
  owner: person('Mo Reed'),
  ...more,
});

const plan = (more: Record<string, unknown> = {}) => ({
  __typename: 'ActionPlan',
  id: 'p1',
  title: 'Fewer surprises',
  aim: 'We know on Monday what the week is about.',
  state: 'ACTIVE',
  createdAt: '2026-11-01T10:00:00Z',
  endedAt: null,
  version: 3,
  canEdit: true,
  department: { __typename: 'Department', id: 'dep-1', name: 'Engineering' },
  drivers: [driver('Priorities')],
  wave: { __typename: 'SurveyWave', id: WAVE, title: 'Autumn pulse', number: 3, canRead: true },
  createdBy: person('Mo Reed'),
  steps: [step('Share the list on Mondays', { canSettle: true }), step('Ask after a month', { state: 'DONE' })],
  asked: [],
  ...more,
});

const FORM = {
  wave: {
    __typename: 'SurveyWave',
    id: WAVE,
    title: 'Autumn pulse',
    questions: [
      { __typename: 'SurveyQuestion', id: 'q1', driver: driver('Priorities') },
      { __typename: 'SurveyQuestion', id: 'q2', driver: driver('Priorities') },
      { __typename: 'SurveyQuestion', id: 'q3', driver: driver('Trust') },
      { __typename: 'SurveyQuestion', id: 'q4', driver: driver('Growth') },
      { __typename: 'SurveyQuestion', id: 'q5', driver: null },
    ],
  },
  department: { __typename: 'Department', id: 'dep-1', name: 'Engineering' },
};

test('one’s own steps stand first, then the plans that concern one', async () => {
  show(<Plans />, {
    answers: {
      MyActionSteps: { viewer: { __typename: 'Viewer', actionSteps: [step('Ask after a month', { overdue: true })] } },
      ActionPlans: {
        actionPlans: {
          __typename: 'ActionPlanConnection',
          totalCount: 1,
          edges: [{ __typename: 'ActionPlanEdge', node: plan() }],
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
        },
      },
    },
  });
  const mine = await screen.findByRole('region', { name: 'My steps' });
  expect(within(mine).getByRole('link', { name: 'Fewer surprises' })).toBeTruthy();
  expect(await screen.findByText('1 of 2 steps done')).toBeTruthy();
  expect(screen.getByText('Overdue')).toBeTruthy();
  await expectAccessible();
});

test('nobody having planned anything teaches what a plan is', async () => {
  show(<Plans />, {
    answers: {
      MyActionSteps: { viewer: { __typename: 'Viewer', actionSteps: [] } },
      ActionPlans: {
        actionPlans: {
          __typename: 'ActionPlanConnection',
          totalCount: 0,
          edges: [],
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
        },
      },
    },
  });
  expect(await screen.findByText('No plan yet')).toBeTruthy();
});

function showPlan(of: unknown, at = '/engagement/plans/p1', answers: Record<string, unknown> = {}) {
  return show(
    <Routes>
      <Route path="engagement/plans/:id" element={<PlanView planId="p1" />} />
    </Routes>,
    { at, answers: { ActionPlan: { actionPlan: of }, ActionPlanForm: FORM, ...answers } },
  );
}

test('whoever owns a step says that it is done', async () => {
  const { user, sent } = showPlan(plan(), undefined, {
    SettleActionStep: {
      settleActionStep: {
        __typename: 'SettleActionStepSuccess',
        plan: { __typename: 'ActionPlan', id: 'p1', version: 4 },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Done: Share the list on Mondays' }));
  expect(await screen.findByText('The step is done')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'SettleActionStep')?.variables).toEqual({
    input: { stepId: 's-Share the list on Mondays', state: 'DONE', version: 1 },
  });
  expect(screen.queryByRole('button', { name: /Ask after a month/ })).toBeNull();
  await expectAccessible();
});

test('what people said later stands with the plan', async () => {
  showPlan(
    plan({
      canEdit: false,
      asked: [
        {
          __typename: 'ActionEcho',
          wave: {
            __typename: 'SurveyWave',
            id: 'w4',
            title: 'Winter pulse',
            number: 4,
            canRead: true,
            promise: { __typename: 'SurveyPromise', wordGroup: 10 },
          },
          figure: figure('Has anything changed about priorities?'),
        },
      ],
    }),
  );
  expect(await screen.findByText('Has anything changed about priorities?')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Winter pulse' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
});

test('a plan is ended as done or as dropped', async () => {
  const { user, sent } = showPlan(plan(), '/engagement/plans/p1?end', {
    EndActionPlan: {
      endActionPlan: {
        __typename: 'EndActionPlanSuccess',
        plan: { __typename: 'ActionPlan', id: 'p1', version: 4 },
      },
    },
  });
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('radio', { name: 'It is dropped' }));
  await user.click(within(dialog).getByRole('button', { name: 'End it' }));
  expect(await screen.findByText('The plan is dropped')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'EndActionPlan')?.variables).toEqual({
    input: { planId: 'p1', state: 'DROPPED', version: 3 },
  });
});

test('a changed plan keeps its steps and goes with its version', async () => {
  const { user, sent } = showPlan(plan(), '/engagement/plans/p1?edit', {
    SaveActionPlan: {
      saveActionPlan: {
        __typename: 'Refusal',
        kind: 'CONFLICT',
        code: 'ACTION_PLAN_CHANGED',
        message: 'Somebody else has changed it.',
        field: null,
      },
    },
  });
  const dialog = await screen.findByRole('dialog');
  const title = await within(dialog).findByLabelText(/^Name/);
  await user.clear(title);
  await user.type(title, 'No surprises');
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByText('Somebody else has changed it.')).toBeTruthy();
  const input = sent.find((one) => one.operationName === 'SaveActionPlan')?.variables['input'];
  expect(input).toMatchObject({
    planId: 'p1',
    title: 'No surprises',
    version: 3,
    steps: [{ stepId: 's-Share the list on Mondays' }, { stepId: 's-Ask after a month' }],
  });
});

test('a new plan is about one or two drivers, and says who will see it', async () => {
  const { user } = show(<PlanDialog waveId={WAVE} departmentId="dep-1" onClose={() => {}} />, {
    answers: { ActionPlanForm: FORM },
  });
  const boxes = await screen.findAllByRole<HTMLInputElement>('checkbox');
  expect(boxes).toHaveLength(3);
  await user.click(screen.getByRole('checkbox', { name: 'Priorities' }));
  await user.click(screen.getByRole('checkbox', { name: 'Trust' }));
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Growth' }).disabled).toBe(true);
  expect(screen.getByText(/Everybody in the department/)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Make the plan' }).disabled).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Add a step' }));
  expect(screen.getAllByLabelText('What is done')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Remove step 2' }));
  expect(screen.getAllByLabelText('What is done')).toHaveLength(1);
});

test('Home shows the first steps of somebody, and leads to all', async () => {
  const steps = ['a', 'b', 'c', 'd'].map((text) => step(text));
  show(<HomeSteps steps={steps as unknown as Parameters<typeof HomeSteps>[0]['steps']} />);
  expect((await screen.findAllByRole('listitem')).length).toBe(3);
  expect(screen.getByRole('link', { name: 'All plans' }).getAttribute('href')).toBe('/engagement/plans');
});
