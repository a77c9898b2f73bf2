import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import { IntoPlan } from '@/app/IntoPlan';
import DevelopmentPage from '@/app/pages/DevelopmentPage';
import PlanPage from '@/app/pages/PlanPage';
import PlanTemplatesPage from '@/app/pages/PlanTemplatesPage';
import { expectAccessible, show } from '@/test/render';
import { answersFor, bo, goal, inputOf, me, mo, plan, reader, refused } from './test/rows';

function showPlan(part: Record<string, unknown> = {}, answers: Record<string, unknown> = {}, query = '') {
  return show(
    <main>
      <Routes>
        <Route path="development/plans/p1" element={<PlanPage />} />
        <Route path="development/plans/:id" element={<p>the next plan</p>} />
      </Routes>
    </main>,
    { at: `/development/plans/p1${query}`, answers: answersFor(part, answers) },
  );
}

// `PlanPage` reads its plan's id from the address.
function showPlanById(part: Record<string, unknown> = {}, answers: Record<string, unknown> = {}, query = '') {
  return show(
    <main>
      <Routes>
        <Route path="development/plans/:id" element={<PlanPage />} />
      </Routes>
    </main>,
    { at: `/development/plans/p1${query}`, answers: answersFor(part, answers) },
  );
}

const over = {
  state: 'EXPIRED',
  endsOn: '2026-10-31',
  daysOver: 22,
  canEdit: false,
  canCheckIn: false,
  canRenew: true,
  canExtend: true,
  canClose: true,
  checkInDueOn: null,
};

test('a plan whose last day is over asks to be closed, renewed or extended', async () => {
  showPlanById(over);
  await screen.findByText(/It ended 22 days ago/);
  expect(screen.getByText('Over')).toBeTruthy();
  const main = within(screen.getByRole('main'));
  expect(main.getAllByRole('button', { name: 'Renew' }).length).toBeGreaterThan(0);
  expect(main.getByRole('button', { name: 'Give it more time' })).toBeTruthy();
  expect(main.getByRole('button', { name: 'Close the plan' })).toBeTruthy();
  expect(main.queryByRole('button', { name: 'Add a goal' })).toBeNull();
  await expectAccessible();
});

test('renewing keeps what is unfinished, and leads to the next plan', async () => {
  const area = { __typename: 'FocusArea', id: 'a1', kind: 'ASPIRATION', title: 'Lead', why: '', targetLabel: '', targetRank: null, version: 1, canEdit: false, competency: null, skill: null, source: null };
  const { user, sent } = showPlan(
    {
      ...over,
      focusAreas: [area],
      goals: [goal({ focusArea: area, canEdit: false }), goal({ id: 'g2', title: 'Reached it', status: 'DONE' })],
    },
    {
      RenewPlan: {
        renewPlan: {
          __typename: 'RenewPlanSuccess',
          plan: { __typename: 'DevelopmentPlan', id: 'p2' },
          renewed: { __typename: 'DevelopmentPlan', id: 'p1', state: 'CLOSED' },
        },
      },
    },
    '?renew',
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect((dialog.getByRole('checkbox', { name: /Run the planning meeting/ }) as HTMLInputElement).checked).toBe(true);
  expect((dialog.getByRole('checkbox', { name: /Reached it/ }) as HTMLInputElement).checked).toBe(false);
  expect((dialog.getByRole('checkbox', { name: 'Lead' }) as HTMLInputElement).checked).toBe(true);
  await user.type(dialog.getByLabelText('What came of it'), 'Half.');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Close this one and begin the next' }));
  await screen.findByText('the next plan');
  expect(inputOf(sent, 'RenewPlan')).toMatchObject({
    planId: 'p1',
    keepGoalIds: ['g1'],
    keepFocusAreaIds: ['a1'],
    note: 'Half.',
    version: 7,
  });
});

test('more time is refused in words where it was too much', async () => {
  const { user } = showPlanById(
    over,
    { ExtendPlan: { extendPlan: refused('TOO_LONG', 'At most 92 days more than agreed.', 'endsOn') } },
    '?extend',
  );
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Give it more time' }));
  await dialog.findByText('At most 92 days more than agreed.');
});

test('closing asks how it ended', async () => {
  const { user, sent } = showPlanById(
    {},
    { ClosePlan: { closePlan: { __typename: 'ClosePlanSuccess', plan: { __typename: 'DevelopmentPlan', id: 'p1', state: 'CLOSED' } } } },
    '?close',
  );
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('radio', { name: 'Given up' }));
  await user.click(dialog.getByRole('button', { name: 'Close the plan' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputOf(sent, 'ClosePlan')).toEqual({ planId: 'p1', note: '', outcome: 'GIVEN_UP' });
});

test('what the other side changed is told, read, and noted as seen', async () => {
  const change = { __typename: 'DevelopmentChange', at: '2026-11-20T09:00:00Z', by: mo, subject: 'Leading a project', field: 'ends_on', before: '2027-02-28', after: '2027-05-31', afterSigning: true };
  const { user, sent } = showPlanById(
    { unseenChanges: 1, changesSinceSigning: 1, canAcknowledge: true },
    {
      PlanChanges: {
        developmentPlan: {
          ...plan(),
          changes: {
            __typename: 'DevelopmentChangeConnection',
            totalCount: 1,
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: 'c1' },
            edges: [{ __typename: 'DevelopmentChangeEdge', cursor: 'c1', node: change }],
          },
        },
      },
      AcknowledgePlanChanges: {
        acknowledgePlanChanges: { __typename: 'AcknowledgePlanChangesSuccess', plan: { __typename: 'DevelopmentPlan', id: 'p1', unseenChanges: 0 } },
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'What has changed' }));
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Moved the last day of the plan from 28 February 2027 to 31 May 2027');
  expect(dialog.getByText('after signing')).toBeTruthy();
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'I have seen it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputOf(sent, 'AcknowledgePlanChanges')).toEqual({ planId: 'p1' });
});

test('who reads the plan is said with the reason, and the person alone opens it further', async () => {
  const zed = { ...mo, id: 'zed', name: 'Zed Ott' };
  const { user, sent, unmount } = showPlanById(
    {
      person: { ...me, manager: { ...mo, manager: zed } },
      mentor: bo,
      readers: [reader('PERSON', me), reader('MANAGER', mo), reader('HR', null)],
      sharedWithHr: true,
    },
    { SharePlan: { sharePlan: refused('STALE_VERSION', 'It was changed meanwhile.') } },
  );
  const section = within(await screen.findByRole('region', { name: 'Who can see this plan' }));
  expect(section.getByText('Manager')).toBeTruthy();
  const above = section.getByRole('switch', { name: "Zed Ott, your manager's manager" }) as HTMLInputElement;
  expect(section.getByRole('switch', { name: 'Bo Chen, your mentor' })).toBeTruthy();
  await user.click(above);
  await screen.findByText('It was changed meanwhile.');
  await waitFor(() => expect(above.checked).toBe(false));
  expect(inputOf(sent, 'SharePlan')).toEqual({ planId: 'p1', withHr: true, withMentor: false, withManagersManager: true, version: 7 });
  await expectAccessible();
  unmount();

  showPlanById({ person: { ...bo, manager: me }, canShare: false, readers: [reader('PERSON', bo), reader('MANAGER', me)] });
  await screen.findByRole('region', { name: 'Who can see this plan' });
  expect(screen.queryByRole('switch')).toBeNull();
});

test('a mentor is named, and told apart from somebody who reads', async () => {
  const { user, sent } = showPlanById(
    { mentor: bo },
    { SetPlanMentor: { setPlanMentor: { __typename: 'SetPlanMentorSuccess', plan: { __typename: 'DevelopmentPlan', id: 'p1', version: 8 } } } },
    '?mentor',
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/Bo Chen not, unless the plan is shared/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: /Bo Chen/ }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputOf(sent, 'SetPlanMentor')).toEqual({ planId: 'p1', mentorId: null, version: 7 });
});

test('a focus area is tied to a competency, those with a gap first', async () => {
  const line = (id: string, name: string, managerGap: number | null) => ({
    __typename: 'CompetencyLine', competency: { __typename: 'Competency', id, name }, familyName: 'Craft', expectedRank: 3, managerGap, selfGap: 0,
  });
  const { user, sent } = showPlanById(
    {},
    {
      FocusChoices: {
        person: {
          ...me,
          competencyProfile: { __typename: 'CompetencyProfile', lines: [line('c1', 'Design', 0), line('c2', 'Communication', 1)] },
          careerPath: null,
          skills: [],
        },
      },
      AddFocusArea: { addFocusArea: { __typename: 'AddFocusAreaSuccess', focusArea: { __typename: 'FocusArea', id: 'a1' } } },
    },
    '?add-focus',
  );
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('radio', { name: 'A competency' }));
  const which = await dialog.findByLabelText(/Which competency/);
  expect(within(which).getAllByRole('option').map((one) => one.textContent)).toEqual([
    'Choose one',
    'Communication (below what is expected)',
    'Design',
  ]);
  await user.selectOptions(which, 'c2');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Add a focus area' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputOf(sent, 'AddFocusArea')).toEqual({
    planId: 'p1', kind: 'COMPETENCY', title: 'Communication', why: '', competencyId: 'c2', skillId: null, targetRank: 3,
  });
});

const template = {
  __typename: 'PlanTemplate',
  key: 'first-lead',
  name: 'First time leading',
  description: 'For whoever leads for the first time.',
  builtIn: true,
  months: 3,
  checkInEvery: 7,
  canEdit: false,
  focusAreas: [{ __typename: 'PlanTemplateFocus', title: 'Delegate', why: '', kind: 'ASPIRATION' }],
  goals: [{ __typename: 'PlanTemplateGoal', title: 'Hand over two things', description: '', measure: 'MILESTONES', milestones: ['Choose them'], focus: 0 }],
};

test('a template shows what is in it, and begins a plan', async () => {
  const { user } = show(
    <main>
      <Routes>
        <Route path="development/templates" element={<PlanTemplatesPage />} />
        <Route path="development" element={<p>a plan begins</p>} />
      </Routes>
    </main>,
    { at: '/development/templates', answers: { PlanTemplates: { planTemplates: [template] } } },
  );
  await screen.findByRole('heading', { name: 'First time leading' });
  await user.click(screen.getByText('What is in it'));
  expect(screen.getByText('Hand over two things')).toBeTruthy();
  expect(screen.getByText('Choose them')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('link', { name: 'Begin a plan' }));
  await screen.findByText('a plan begins');
});

test('a plan from a template takes its name, length and rhythm unless one writes others', async () => {
  const { user, sent } = show(
    <main>
      <Routes>
        <Route path="development" element={<DevelopmentPage />} />
        <Route path="development/plans/:id" element={<p>the plan</p>} />
      </Routes>
    </main>,
    {
      at: '/development?draft&template=first-lead',
      answers: {
        DevelopmentTabs: { viewer: { __typename: 'Viewer', person: { ...me, directReportCount: 0 }, teamDevelopmentPlans: [] } },
        MyPlans: { viewer: { __typename: 'Viewer', developmentPlans: [] } },
        WhoseDraft: {
          viewer: { __typename: 'Viewer', person: { ...me, directReports: { __typename: 'PersonConnection', edges: [] } } },
          planTemplates: [template],
        },
        DraftPlan: { draftPlan: { __typename: 'DraftPlanSuccess', plan: { __typename: 'DevelopmentPlan', id: 'p5' } } },
      },
    },
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/Brings 1 goal along/)).toBeTruthy();
  expect((dialog.getByLabelText('Check-in') as HTMLSelectElement).value).toBe('7');
  await user.type(dialog.getByLabelText('What it is about'), 'Now.');
  expect((dialog.getByLabelText('Check-in') as HTMLSelectElement).value).toBe('7');
  await user.click(dialog.getByRole('button', { name: 'Begin the draft' }));
  await screen.findByText('the plan');
  expect(inputOf(sent, 'DraftPlan')).toMatchObject({
    title: 'First time leading',
    focus: 'Now.',
    checkInEvery: 7,
    templateKey: 'first-lead',
    mentorId: null,
  });
});

test('feedback becomes a focus area or a goal of a plan over the page where one reads it', async () => {
  const { user, sent } = show(
    <main>
      <p>some feedback</p>
      <IntoPlan />
    </main>,
    {
      at: '/feedback/notes/n1?into-plan=FEEDBACK.n1',
      answers: {
        PlansToTurnInto: {
          person: { ...me, developmentPlans: [plan(), plan({ id: 'p9', canEdit: false, title: 'Closed one' })] },
        },
        TurnIntoFocusArea: {
          turnIntoFocusArea: {
            __typename: 'TurnIntoFocusAreaSuccess',
            focusArea: { __typename: 'FocusArea', id: 'a1' },
            plan: { __typename: 'DevelopmentPlan', id: 'p1' },
          },
        },
      },
    },
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText(/What the feedback says stays with those/)).toBeTruthy();
  await user.type(dialog.getByLabelText(/What it is called/), 'Listen longer');
  expect(dialog.getByText(/your words: you and Mo Diaz/)).toBeTruthy();
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Put it into the plan' }));
  await screen.findByText('It is a focus area now.');
  expect(inputOf(sent, 'TurnIntoFocusArea')).toEqual({
    planId: 'p1', origin: 'FEEDBACK', sourceId: 'n1', competencyId: null, title: 'Listen longer', why: '',
  });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
