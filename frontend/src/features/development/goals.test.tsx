import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import GoalPage from '@/app/pages/GoalPage';
import GoalsPage from '@/app/pages/GoalsPage';
import PlanPage from '@/app/pages/PlanPage';
import { expectAccessible, show } from '@/test/render';
import { decimalOf, numberText } from './measure';
import { bo, goal, inputOf, me, mo, plan, reader, refused } from './test/rows';

const tabs = { viewer: { __typename: 'Viewer', person: { ...me, directReportCount: 1 }, teamDevelopmentPlans: [] } };

function goals(part: Record<string, unknown> = {}) {
  return {
    viewer: {
      __typename: 'Viewer',
      goals: [],
      teamGoals: [],
      developmentPlans: [],
      person: {
        ...me,
        directReports: {
          __typename: 'PersonConnection',
          edges: [{ __typename: 'PersonEdge', node: bo }],
        },
      },
      ...part,
    },
  };
}

function showGoals(part: Record<string, unknown> = {}, answers: Record<string, unknown> = {}, query = '') {
  return show(
    <main>
      <Routes>
        <Route path="development/goals" element={<GoalsPage />} />
        <Route path="development/goals/:id" element={<p>the goal</p>} />
      </Routes>
    </main>,
    { at: `/development/goals${query}`, answers: { DevelopmentTabs: tabs, MyGoals: goals(part), ...answers } },
  );
}

function showGoal(part: Record<string, unknown> = {}, answers: Record<string, unknown> = {}, query = '') {
  return show(
    <main>
      <Routes>
        <Route path="development/goals/:id" element={<GoalPage />} />
        <Route path="development/goals" element={<p>all goals</p>} />
      </Routes>
    </main>,
    {
      at: `/development/goals/g1${query}`,
      answers: {
        GoalPage: { goal: goal({ checkIns: { __typename: 'CheckInConnection', totalCount: 0, edges: [] }, ...part }) },
        ...answers,
      },
    },
  );
}

test('numbers are read with a comma or a point, and shown as the language writes them', () => {
  expect(decimalOf('12,5')).toBe('12.5');
  expect(decimalOf(' −3 ')).toBe('-3');
  expect(decimalOf('1 200')).toBe('1200');
  expect(decimalOf('twelve')).toBeNull();
  expect(decimalOf('')).toBeNull();
  expect(numberText('12.5000', 'ru')).toBe('12,5');
  expect(numberText('1200', 'en-GB')).toBe('1,200');
});

test('goals stand in no plan, in plans and in the team, each under its heading', async () => {
  showGoals({
    goals: [goal({ id: 'g2', title: 'Onboard in two weeks', visibility: 'PRIVATE' }), goal({ id: 'g3', title: 'An old one', status: 'DONE' })],
    teamGoals: [goal({ id: 'g4', title: 'Halve the queue', person: bo, visibility: 'EVERYONE' })],
    developmentPlans: [{ ...plan(), goals: [goal()] }, { ...plan({ id: 'p2', state: 'DRAFT' }), goals: [goal({ id: 'g5', title: 'Not begun' })] }],
  });
  await screen.findByRole('heading', { name: 'On their own' });
  expect(screen.getByText('Only you')).toBeTruthy();
  expect(screen.getByText('Whole company')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Reached or dropped' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Halve the queue' }).getAttribute('href')).toBe('/development/goals/g4');
  // A draft's goals are not lived by yet.
  expect(screen.queryByText('Not begun')).toBeNull();
  await expectAccessible();
});

test('without any goal the page teaches what one is', async () => {
  showGoals();
  await screen.findByText(/A goal needs no plan/);
  await expectAccessible();
});

test('a goal measured by a number says its ends, and which way follows from them', async () => {
  const { user, sent } = showGoals(
    {},
    { AddGoal: { addGoal: { __typename: 'AddGoalSuccess', goal: { __typename: 'Goal', id: 'g9' } } } },
    '?add-goal',
  );
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText(/What will be reached/), 'Sooner');
  await user.selectOptions(dialog.getByLabelText('How it is measured'), 'NUMBER');
  const send = dialog.getByRole('button', { name: 'Add a goal' }) as HTMLButtonElement;
  expect(send.disabled).toBe(true);
  await user.type(dialog.getByLabelText(/^From/), '40');
  await user.type(dialog.getByLabelText(/^To/), 'ten');
  expect(dialog.getByText('Write a number, for instance 12.5')).toBeTruthy();
  expect(send.disabled).toBe(true);
  await user.clear(dialog.getByLabelText(/^To/));
  await user.type(dialog.getByLabelText(/^To/), '7,5');
  await user.type(dialog.getByLabelText('Unit'), 'h');
  await expectAccessible();
  await user.click(send);
  await screen.findByText('the goal');
  expect(inputOf(sent, 'AddGoal')).toMatchObject({
    planId: null,
    personId: null,
    measure: 'NUMBER',
    numberStart: '40',
    numberTarget: '7.5',
    unit: 'h',
    direction: 'DOWN',
    visibility: 'SHARED',
  });
});

test('a private goal says that only its author sees it, and a goal for a report cannot be private', async () => {
  const { user } = showGoals({}, {}, '?add-goal');
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('you and Mo Diaz', { exact: false })).toBeTruthy();
  await user.click(dialog.getByText('Kind, who sees it, what it contributes to'));
  await user.click(dialog.getByRole('radio', { name: /Only me/ }));
  expect(dialog.getByText('only you', { exact: false })).toBeTruthy();
  await user.selectOptions(dialog.getByLabelText('For whom'), bo.id);
  await waitFor(() => expect(screen.queryByRole('radio', { name: /Only me/ })).toBeNull());
});

test('a goal shows what it contributes to, what counts in it with which share, and what was changed', async () => {
  const child = (id: string, title: string, part: Record<string, unknown>) =>
    goal({ id, title, person: bo, ...part });
  showGoal({
    measure: 'GOALS',
    childrenCounted: 2,
    hasParent: true,
    parent: { ...goal({ id: 'g0', title: 'A calm company' }), person: mo },
    children: [
      child('g2', 'One half', { weight: 3, progress: 50 }),
      child('g3', 'The other', { weight: 1, progress: 0 }),
      child('g4', 'Given up', { weight: 9, status: 'DROPPED' }),
    ],
    changes: [
      { __typename: 'DevelopmentChange', at: '2026-11-10T09:00:00Z', by: mo, subject: 'Run the planning meeting', field: 'goal_target', before: '10', after: '8', afterSigning: true },
      { __typename: 'DevelopmentChange', at: '2026-11-09T09:00:00Z', by: me, subject: 'Run the planning meeting', field: 'goal_due_on', before: '', after: '2027-03-01', afterSigning: false },
      { __typename: 'DevelopmentChange', at: '2026-11-08T09:00:00Z', by: me, subject: 'Run the planning meeting', field: 'something_new', before: 'a', after: 'b', afterSigning: false },
    ],
  });
  await screen.findByText('counts 75%');
  expect(screen.getByText('counts 25%')).toBeTruthy();
  expect(screen.getByText('does not count')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'A calm company' }).getAttribute('href')).toBe('/development/goals/g0');
  expect(screen.getByText('Target of “Run the planning meeting”: 8 instead of 10')).toBeTruthy();
  expect(screen.getByText('Due date of “Run the planning meeting”: 1 March 2027 instead of –')).toBeTruthy();
  expect(screen.getByText('Run the planning meeting: b (before: a)')).toBeTruthy();
  await expectAccessible();
});

test('where some that count are hidden, no share is told but how many there are', async () => {
  showGoal({
    measure: 'GOALS',
    childrenCounted: 3,
    children: [goal({ id: 'g2', title: 'One of three', weight: 3, person: bo })],
  });
  await screen.findByText('weight 3');
  expect(screen.getByText('2 more count that you do not see.')).toBeTruthy();
});

test('a goal that measures nothing yet shows no bar', async () => {
  showGoal({ measure: 'MILESTONES', milestones: [], progress: null });
  await screen.findByText('No steps yet to count');
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('at risk needs a reason, and a number is told as a number', async () => {
  const { user, sent } = showGoal(
    { measure: 'NUMBER', numberStart: '40', numberTarget: '10', numberNow: '32', unit: 'hours', progress: 26, status: 'ON_TRACK' },
    { CheckIn: { checkIn: { __typename: 'CheckInSuccess', goal: { __typename: 'Goal', id: 'g1', progress: 50, status: 'AT_RISK' } } } },
    '?check-in',
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('32 hours; from 40 to 10')).toBeTruthy();
  await user.type(dialog.getByLabelText(/Where it is now, in hours/), '25,5');
  await user.click(dialog.getByRole('radio', { name: 'At risk' }));
  const send = dialog.getByRole('button', { name: 'Check in' }) as HTMLButtonElement;
  expect(send.disabled).toBe(true);
  await user.type(dialog.getByLabelText(/What puts it at risk/), 'Away.');
  await user.click(dialog.getByRole('radio', { name: 'Fairly sure' }));
  await expectAccessible();
  await user.click(send);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputOf(sent, 'CheckIn')).toEqual({
    goalId: 'g1',
    progress: null,
    number: '25.5',
    status: 'AT_RISK',
    reason: 'Away.',
    confidence: 'MEDIUM',
    comment: '',
    version: 1,
  });
});

test('a check-in on a goal whose target was moved meanwhile shows it first and loses nothing', async () => {
  let moved = false;
  const { user, sent } = showGoal(
    {},
    {
      GoalPage: () => ({
        goal: goal({
          measure: 'NUMBER',
          numberStart: '40',
          numberTarget: moved ? '5' : '10',
          version: moved ? 2 : 1,
          checkIns: { __typename: 'CheckInConnection', totalCount: 0, edges: [] },
        }),
      }),
      CheckIn: () => {
        if (moved) return { checkIn: { __typename: 'CheckInSuccess', goal: { __typename: 'Goal', id: 'g1', progress: 50, status: 'ON_TRACK' } } };
        moved = true;
        return { checkIn: refused('STALE_VERSION', 'It was changed meanwhile.') };
      },
    },
    '?check-in',
  );
  const dialog = within(await screen.findByRole('dialog'));
  const number = dialog.getByLabelText(/Where the number is now/) as HTMLInputElement;
  await user.click(dialog.getByRole('radio', { name: 'On track' }));
  await user.type(number, '20');
  await user.click(dialog.getByRole('button', { name: 'Check in' }));
  await dialog.findByText(/Somebody changed the goal/);
  await dialog.findByText(/to 5$|to be 5$/);
  expect(number.value).toBe('20');
  await user.click(dialog.getByRole('button', { name: 'Go on with mine' }));
  await user.click(dialog.getByRole('button', { name: 'Check in' }));
  await waitFor(() => expect(inputOf(sent, 'CheckIn')).toMatchObject({ number: '20', version: 2 }));
});

test('two who change one goal lose nothing: both versions are shown, and joined', async () => {
  let stale = true;
  const { user, sent } = showGoal(
    {},
    {
      GoalPage: () => ({
        goal: goal({
          checkIns: { __typename: 'CheckInConnection', totalCount: 0, edges: [] },
          ...(stale ? {} : { dueOn: '2031-01-01', weight: 1, version: 2 }),
        }),
      }),
      EditGoal: () => {
        if (!stale) return { editGoal: { __typename: 'EditGoalSuccess', goal: { __typename: 'Goal', id: 'g1', version: 3 } } };
        stale = false;
        return { editGoal: refused('STALE_VERSION', 'It was changed meanwhile.') };
      },
    },
    '?edit-goal=g1',
  );
  const dialog = within(await screen.findByRole('dialog'));
  const title = dialog.getByLabelText(/What will be reached/);
  await user.clear(title);
  await user.type(title, 'My words');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.findByText('1 January 2031');
  await user.click(dialog.getByRole('button', { name: 'Go on with mine' }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputOf(sent, 'EditGoal')).toMatchObject({ title: 'My words', dueOn: '2031-01-01', version: 2 });
});

test('evidence says what it is; what one may not read there is not shown', async () => {
  const evidence = (id: string, kind: string, part: Record<string, unknown>) => ({
    __typename: 'Evidence', id, kind, title: '', body: '', url: '', createdAt: '2026-11-10T09:00:00Z', canRemove: false, author: me, file: null, source: null, ...part,
  });
  showGoal({
    evidence: [
      evidence('e1', 'NOTE', { title: 'A talk', body: 'I gave it.', canRemove: true }),
      evidence('e2', 'LINK', { title: 'The page', url: 'https://wiki.example/page' }),
      evidence('e3', 'FILE', { file: { __typename: 'StoredFile', id: 'f1', fileName: 'plan.pdf', size: 1_400_000, url: '/files/f1' } }),
      evidence('e4', 'FEEDBACK', { source: { __typename: 'EvidenceSource', title: 'After the review', path: '/feedback/notes/n1', at: null } }),
      evidence('e5', 'KUDOS', {}),
    ],
  });
  await screen.findByText('A talk');
  const link = screen.getByRole('link', { name: 'The page' });
  expect(link.getAttribute('rel')).toBe('noopener noreferrer');
  expect(screen.getByRole('link', { name: 'plan.pdf' }).getAttribute('href')).toBe('/files/f1');
  expect(screen.getByText('1.4 MB')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'After the review' }).getAttribute('href')).toBe('/feedback/notes/n1');
  expect(screen.getByText('Thanks that you do not see')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Remove “A talk”' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Remove “The page”' })).toBeNull();
  await expectAccessible();
});

test('feedback that one received is chosen, not copied; nobody chooses for somebody else', async () => {
  const { user, sent, unmount } = showGoal(
    {},
    {
      EvidenceToChoose: {
        viewer: {
          __typename: 'Viewer',
          evidenceToChoose: [{ __typename: 'EvidenceChoice', sourceId: 'n1', title: 'After the review', at: '2026-11-01T09:00:00Z', by: mo }],
        },
      },
      AddEvidence: { addEvidence: { __typename: 'AddEvidenceSuccess', evidence: { __typename: 'Evidence', id: 'e1' } } },
    },
    '?evidence=g1',
  );
  const dialog = within(await screen.findByRole('dialog'));
  await user.selectOptions(dialog.getByLabelText('What it is'), 'FEEDBACK');
  await user.click(await dialog.findByRole('radio', { name: /After the review/ }));
  expect(dialog.getByText(/what it says stays with those who may read it already/)).toBeTruthy();
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Add evidence' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputOf(sent, 'AddEvidence')).toEqual({
    goalId: 'g1', kind: 'FEEDBACK', title: '', body: '', url: '', fileId: null, sourceId: 'n1',
  });
  unmount();

  showGoal({ person: bo, readers: [reader('PERSON', bo), reader('MANAGER', me)] }, {}, '?evidence=g1');
  const theirs = within(await screen.findByRole('dialog'));
  expect(theirs.queryByRole('option', { name: 'Feedback I received' })).toBeNull();
});

test('goals of a plan stand under what it concentrates on', async () => {
  const area = { __typename: 'FocusArea', id: 'a1', kind: 'COMPETENCY', title: 'Speak up', why: 'In large rooms.', targetLabel: 'Senior', targetRank: 3, version: 1, canEdit: true, competency: { __typename: 'Competency', id: 'c1', name: 'Communication' }, skill: null, source: { __typename: 'DevelopmentSource', origin: 'ASSESSMENT', title: 'Assessment of May', path: '/development/assessments/s1' } };
  show(
    <main>
      <Routes>
        <Route path="development/plans/:id" element={<PlanPage />} />
      </Routes>
    </main>,
    {
      at: '/development/plans/p1',
      answers: {
        PlanPage: {
          developmentPlan: plan({
            focusAreas: [area],
            goals: [goal({ focusArea: area }), goal({ id: 'g2', title: 'For itself' })],
          }),
        },
      },
    },
  );
  await screen.findByRole('heading', { level: 3, name: 'Speak up' });
  expect(screen.getByText('Competency: Communication')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Assessment of May' })).toBeTruthy();
  expect(screen.getByRole('heading', { level: 3, name: 'Other goals' })).toBeTruthy();
  expect(screen.getByRole('heading', { level: 4, name: 'For itself' })).toBeTruthy();
  await expectAccessible();
});
