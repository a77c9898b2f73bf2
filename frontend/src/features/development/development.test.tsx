import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import DevelopmentPage from '@/app/pages/DevelopmentPage';
import PlanPage from '@/app/pages/PlanPage';
import TeamDevelopmentPage from '@/app/pages/TeamDevelopmentPage';
import { expectAccessible, show } from '@/test/render';
import { answersFor, bo, goal, me, mo, plan, reader, refused } from './test/rows';

const tabs = (reports = 0) => ({
  viewer: {
    __typename: 'Viewer',
    person: { ...me, directReportCount: reports },
    teamDevelopmentPlans: [{ __typename: 'DevelopmentPlan', id: 'p2', canAgree: true }],
  },
});
const mine = (plans: unknown[]) => ({ viewer: { __typename: 'Viewer', developmentPlans: plans } });
const whose = (reports: unknown[] = [], manager: unknown = mo) => ({
  viewer: {
    __typename: 'Viewer',
    person: {
      ...me,
      manager,
      directReports: {
        __typename: 'PersonConnection',
        edges: reports.map((node) => ({ __typename: 'PersonEdge', node })),
      },
    },
  },
  planTemplates: [],
});

function showList(answers: Record<string, unknown>, at = '/development') {
  return show(
    <main>
      <Routes>
        <Route path="development" element={<DevelopmentPage />} />
        <Route path="development/team" element={<TeamDevelopmentPage />} />
        <Route path="development/plans/:id" element={<p>the plan</p>} />
      </Routes>
    </main>,
    { at, answers: { DevelopmentTabs: tabs(), ...answers } },
  );
}

function showPlan(part: Record<string, unknown> = {}, answers: Record<string, unknown> = {}, query = '') {
  return show(
    <main>
      <Routes>
        <Route path="development/plans/:id" element={<PlanPage />} />
      </Routes>
    </main>,
    {
      at: `/development/plans/p1${query}`,
      answers: answersFor(part, answers),
    },
  );
}

test('without a plan the page teaches what one is', async () => {
  showList({ MyPlans: mine([]) });
  await screen.findByText(/Your plans will stand here/);
  await expectAccessible();
});

test('a plan in the list says where it stands, how far it is, and that it went quiet', async () => {
  showList({ MyPlans: mine([plan({ quiet: true, quietDays: 30 }), plan({ id: 'p9', state: 'CLOSED', title: 'An old one' })]) });
  await screen.findByText('No check-in for 30 days');
  expect(screen.getByRole('link', { name: 'Leading a project' }).getAttribute('href')).toBe(
    '/development/plans/p1',
  );
  expect(screen.getByText('Agreed')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Closed' })).toBeTruthy();
  await expectAccessible();
});

test('a manager sees the plans of the team, who has none, and how many wait', async () => {
  const { user } = showList(
    {
      DevelopmentTabs: tabs(2),
      MyPlans: mine([]),
      WhoseDraft: whose([bo]),
      TeamPlans: {
        viewer: {
          __typename: 'Viewer',
          teamDevelopmentPlans: [plan({ id: 'p2', person: mo, canAgree: true, state: 'PROPOSED' })],
          person: (whose([bo]).viewer as any).person,
        },
      },
    },
    '/development/team',
  );
  await screen.findByText('Waits for your agreement');
  expect(await screen.findByRole('link', { name: /Team\s*1 waits for your agreement/ })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Draft a plan for Bo Chen' }));
  await screen.findByText('you and Bo Chen', { exact: false });
  await expectAccessible();
});

test('a draft says who will see it, survives a refusal, and leads to the plan', async () => {
  let answer: unknown = {
    draftPlan: refused('ENDS_BEFORE_START', 'The last day comes before the first.', 'endsOn'),
  };
  const { user, sent } = showList(
    { MyPlans: mine([]), WhoseDraft: whose(), DraftPlan: () => answer },
    '/development?draft',
  );
  await screen.findByText('only you; Mo Diaz too, once you propose it', { exact: false });
  await user.type(screen.getByLabelText(/What it is called/), 'Leading');
  await user.click(screen.getByRole('button', { name: 'Begin the draft' }));
  await screen.findByText('The last day comes before the first.');
  expect((screen.getByLabelText(/What it is called/) as HTMLInputElement).value).toBe('Leading');
  await expectAccessible();
  answer = { draftPlan: { __typename: 'DraftPlanSuccess', plan: { __typename: 'DevelopmentPlan', id: 'p5' } } };
  await user.click(screen.getByRole('button', { name: 'Begin the draft' }));
  await screen.findByText('the plan');
  expect(sent.findLast((one) => one.operationName === 'DraftPlan')?.variables).toMatchObject({
    input: { personId: null, title: 'Leading' },
  });
});

test('a plan for somebody else than a report is not offered', async () => {
  showList({ MyPlans: mine([]), WhoseDraft: whose([bo]) }, '/development?for=stranger');
  await screen.findByText(/for yourself and for the people you manage/);
});

test('an agreed plan shows its goals, steps and last check-in in words', async () => {
  showPlan();
  await screen.findByRole('heading', { level: 3, name: 'Run the planning meeting' });
  expect(screen.getByText(/You and Mo Diaz agreed on this on 2 September/)).toBeTruthy();
  expect(screen.getAllByText('At risk').length).toBeGreaterThan(0);
  await screen.findByText('No room is free.');
  expect(screen.getByRole('checkbox', { name: 'Watch two' })).toBeTruthy();
  await expectAccessible();
});

test('a step ticked shows at once, and is taken back when the server refuses', async () => {
  let refuse: (() => void) | undefined;
  const { user } = showPlan(
    {},
    {
      SetMilestoneDone: () =>
        new Promise((resolve) => {
          refuse = () => resolve({ setMilestoneDone: refused('PLAN_CLOSED', 'This plan is closed.') });
        }),
    },
  );
  const tick = (await screen.findByRole('checkbox', { name: 'Watch two' })) as HTMLInputElement;
  await user.click(tick);
  expect(tick.checked).toBe(true);
  refuse?.();
  await screen.findByText('This plan is closed.');
  await waitFor(() => expect(tick.checked).toBe(false));
});

test('a step taken away can be brought back', async () => {
  const { user, sent } = showPlan(
    {},
    {
      RemoveMilestone: {
        removeMilestone: { __typename: 'RemoveMilestoneSuccess', goal: { __typename: 'Goal', id: 'g1' } },
      },
      AddMilestone: {
        addMilestone: {
          __typename: 'AddMilestoneSuccess',
          goal: { __typename: 'Goal', id: 'g1', milestones: [{ __typename: 'Milestone', id: 'm9' }] },
        },
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Remove the step “Watch two”' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'AddMilestone')?.variables).toEqual({
      input: { goalId: 'g1', title: 'Watch two', dueOn: '2026-11-30' },
    }),
  );
});

test('a check-in is told with a number, a word and a comment', async () => {
  const { user, sent } = showPlan(
    {},
    {
      CheckIn: {
        checkIn: {
          __typename: 'CheckInSuccess',
          goal: { __typename: 'Goal', id: 'g1', progress: 100, status: 'DONE' },
        },
      },
    },
    '?check-in=g1',
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('you and Mo Diaz', { exact: false })).toBeTruthy();
  await expectAccessible();
  const number = dialog.getByLabelText('How far') as HTMLInputElement;
  await user.clear(number);
  expect((dialog.getByRole('button', { name: 'Check in' }) as HTMLButtonElement).disabled).toBe(true);
  await user.type(number, '60');
  await user.click(dialog.getByRole('radio', { name: 'Reached' }));
  expect(number.value).toBe('100');
  await user.type(dialog.getByLabelText('In words'), 'It went well.');
  await user.click(dialog.getByRole('button', { name: 'Check in' }));
  await screen.findByText('Reached. Well done!');
  expect(sent.find((one) => one.operationName === 'CheckIn')?.variables).toEqual({
    input: {
      goalId: 'g1',
      progress: 100,
      number: null,
      status: 'DONE',
      reason: '',
      confidence: null,
      comment: 'It went well.',
      version: 1,
    },
  });
});

test('proposing says who will read the plan from then on', async () => {
  showPlan(
    { state: 'DRAFT', readers: [reader('PERSON', me)], agreedByPersonAt: null, agreedByManagerAt: null, agreedManager: null, canCheckIn: false },
    {},
    '?propose',
  );
  await screen.findByRole('dialog');
  expect(screen.getByText(/Only you see it\. When it says what you mean/)).toBeTruthy();
  expect(screen.getByText('you and Mo Diaz', { exact: false })).toBeTruthy();
  await expectAccessible();
});

test('the other side agrees to exactly the version that was read', async () => {
  const { user, sent } = showPlan(
    {
      state: 'PROPOSED',
      person: { ...bo, manager: { ...me, manager: undefined } },
      readers: [reader('PERSON', bo), reader('MANAGER', me)],
      agreedByManagerAt: null,
      agreedManager: null,
      canAgree: true,
      canCheckIn: false,
    },
    { AgreePlan: { agreePlan: refused('STALE_VERSION', 'It was changed meanwhile.') } },
  );
  await screen.findByText(/Bo Chen proposes this plan to you/);
  await user.click(screen.getByRole('button', { name: 'Agree to the plan' }));
  await screen.findByText(/The plan was changed while you read it/);
  expect(sent.find((one) => one.operationName === 'AgreePlan')?.variables).toEqual({
    input: { planId: 'p1', version: 7 },
  });
});

test('when somebody else changed the plan meanwhile, both versions are shown and nothing is lost', async () => {
  let stale = true;
  const { user, sent } = showPlan(
    {},
    {
      PlanPage: () => ({
        developmentPlan: stale ? plan() : plan({ title: 'The title of Mo', focus: 'The focus of Mo', version: 8 }),
      }),
      EditPlan: () => {
        if (!stale) {
          return { editPlan: { __typename: 'EditPlanSuccess', plan: { __typename: 'DevelopmentPlan', id: 'p1', version: 9 } } };
        }
        stale = false;
        return { editPlan: refused('STALE_VERSION', 'It was changed meanwhile.') };
      },
    },
    '?edit',
  );
  const dialog = within(await screen.findByRole('dialog'));
  const title = dialog.getByLabelText(/What it is called/) as HTMLInputElement;
  await user.clear(title);
  await user.type(title, 'My title');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.findByText('The title of Mo');
  expect(title.value).toBe('My title');
  await user.click(dialog.getByRole('button', { name: 'Go on with mine' }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const edits = sent
    .filter((one) => one.operationName === 'EditPlan')
    .map((one) => (one.variables as any).input);
  expect(edits.map((one) => one.version)).toEqual([7, 8]);
  // What one did not touch becomes what the other wrote.
  expect(edits[1]).toMatchObject({ title: 'My title', focus: 'The focus of Mo' });
});

test('the person opens the plan to HR, and a reader from HR changes nothing', async () => {
  const { user, sent, unmount } = showPlan(
    {},
    {
      SharePlan: {
        sharePlan: { __typename: 'SharePlanSuccess', plan: { __typename: 'DevelopmentPlan', id: 'p1', version: 8 } },
      },
    },
  );
  await user.click(await screen.findByRole('switch', { name: 'HR reads it as well' }));
  await screen.findByText('HR reads this plan as well.');
  expect(sent.find((one) => one.operationName === 'SharePlan')?.variables).toEqual({
    input: { planId: 'p1', withHr: true, withMentor: false, withManagersManager: false, version: 7 },
  });
  unmount();

  showPlan({
    person: { ...bo, manager: mo },
    readers: [reader('PERSON', bo), reader('MANAGER', mo), reader('HR', null)],
    sharedWithHr: true,
    canShare: false,
    goals: [goal({ canEdit: false, canCheckIn: false, canAddEvidence: false })],
    canEdit: false,
    canCheckIn: false,
    canClose: false,
  });
  await screen.findByText(/Bo Chen and Mo Diaz agreed on this/);
  expect(screen.queryByRole('switch')).toBeNull();
  expect(screen.queryByRole('button', { name: /Add a/ })).toBeNull();
  expect((screen.getByRole('checkbox', { name: 'Watch two' }) as HTMLInputElement).disabled).toBe(true);
});

test('a plan that is not there, or not for this viewer, looks the same', async () => {
  show(
    <Routes>
      <Route path="development/plans/:id" element={<PlanPage />} />
    </Routes>,
    { at: '/development/plans/p1', answers: { PlanPage: { developmentPlan: null } } },
  );
  await screen.findByText('Nothing to see here');
});

test('without a network the last seen plan is shown', async () => {
  const first = showPlan();
  await screen.findByText(/You and Mo Diaz agreed/);
  first.unmount();
  showPlan(
    {},
    {
      PlanPage: () => {
        throw new TypeError('Failed to fetch');
      },
    },
  );
  await screen.findByText(/You and Mo Diaz agreed/, {}, { timeout: 8000 });
});
