import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test, vi } from 'vitest';
import CyclePage from '@/app/pages/CyclePage';
import CyclesPage from '@/app/pages/CyclesPage';
import NewCyclePage from '@/app/pages/NewCyclePage';
import QuestionBankPage from '@/app/pages/QuestionBankPage';
import { expectAccessible, person, show } from '@/test/render';
import { answersOf, blocker, cycle, hana, question } from './test/answers';

// Much is typed, and slowly on a busy machine.
const page = (
  <Routes>
    <Route path="cycles" element={<CyclesPage />} />
    <Route path="cycles/programmes" element={<CyclesPage />} />
    <Route path="cycles/templates" element={<CyclesPage />} />
    <Route path="cycles/questions" element={<QuestionBankPage />} />
    <Route path="cycles/new" element={<NewCyclePage />} />
    <Route path="cycles/:id/*" element={<CyclePage />} />
  </Routes>
);

const template = {
  __typename: 'CycleTemplate',
  key: 'quarterly',
  name: 'Light quarterly',
  description: 'Three questions.',
  builtIn: true,
  definition: {
    __typename: 'CycleDefinition',
    perspectives: [{ __typename: 'CyclePerspective', kind: 'PEER', anonymous: true, minimum: 3 }],
    questions: [{ __typename: 'CycleQuestionDraft', kind: 'TEXT', competency: '' }],
    calibrates: false,
    nominationDays: 7,
    writingDays: 14,
    calibrationDays: 0,
    packetDays: 7,
    acknowledgeDays: 7,
  },
};

const running = cycle({
  state: 'WRITING',
  currentPhase: 'WRITING',
  launchedAt: '2026-11-20T10:00:00Z',
  termsHash: 'ab'.repeat(32),
  allowedStates: ['PACKETS', 'CANCELLED'],
  version: 4,
});

test('who is not HR sees no cycles, no bank and no way to begin one', async () => {
  for (const at of ['/cycles', '/cycles/new', '/cycles/questions']) {
    const { unmount, sent } = show(page, { at });
    expect(screen.getByText('Nothing to see here')).toBeTruthy();
    expect(sent).toEqual([]);
    unmount();
  }
});

test('the list says of each cycle where it stands and until when', async () => {
  show(page, {
    session: hana,
    at: '/cycles',
    answers: {
      Cycles: {
        cycles: {
          __typename: 'CycleConnection',
          totalCount: 1,
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          edges: [{ __typename: 'CycleEdge', node: running }],
        },
      },
    },
  });
  const line = (await screen.findByRole('link', { name: 'Spring 2027' })).closest('li');
  expect(within(line as HTMLElement).getByText('Reviews are written')).toBeTruthy();
  expect(within(line as HTMLElement).getByText('until 18 December')).toBeTruthy();
  await expectAccessible();
});

test('with no cycle the page says what one is, and begins one', async () => {
  show(page, { session: hana, at: '/cycles', answers: { Cycles: { cycles: { __typename: 'CycleConnection', totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, edges: [] } } } });
  expect(await screen.findByText(/three questions, two weeks/)).toBeTruthy();
  expect(screen.getAllByRole('link', { name: 'New cycle' }).length).toBeGreaterThan(0);
});

test('the first day gives the last day of each phase before the draft is made', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/new',
    answers: {
      NewCycleTemplates: { cycleTemplates: [template] },
      CreateCycle: {
        createCycle: { __typename: 'CreateCycleSuccess', cycle: { __typename: 'Cycle', id: 'c1' } },
      },
      ...answersOf(cycle()),
    },
  });
  await user.type(await screen.findByRole('textbox', { name: /Name/ }), 'Spring 2027');
  const first = screen.getByLabelText(/First day/);
  await user.clear(first);
  await user.type(first, '2026-12-01');
  expect(screen.getByText('until 7 December')).toBeTruthy();
  expect(screen.getByText('until 21 December')).toBeTruthy();
  // No phase ends on a weekend, and what follows moves along.
  await user.clear(first);
  await user.type(first, '2026-11-29');
  expect(screen.getByText('until 7 December')).toBeTruthy();
  expect(screen.getByText('until 21 December')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Make a draft' }));
  expect(sent.find((one) => one.operationName === 'CreateCycle')?.variables).toEqual({
    input: { templateKey: 'quarterly', name: 'Spring 2027', startsOn: '2026-11-29' },
  });
  expect(await screen.findByRole('heading', { level: 1, name: 'Spring 2027' })).toBeTruthy();
});

test('a running cycle shows its phases, what is in the way, and where it may go', async () => {
  const waiting = cycle({
    ...running,
    blockers: [
      blocker('REVIEWS_OPEN', '12 reviews are open.', { count: 12, people: [person('Bo Chan')] }),
      blocker('NO_CALIBRATION_SESSION', 'There is no session.', { stops: true }),
    ],
  });
  show(page, { session: hana, at: '/cycles/c1', answers: answersOf(waiting) });
  const phases = await screen.findByRole('list', { name: 'Phases' });
  expect(within(phases).getByText('Writing').closest('li')?.getAttribute('aria-current')).toBe('step');
  expect(within(phases).getByText('(over)')).toBeTruthy();
  // What stops comes first.
  const texts = screen.getAllByText(/To mend first|Worth a look/).map((one) => one.textContent);
  expect(texts).toEqual(['To mend first:', 'Worth a look:']);
  expect(screen.getByText('ab'.repeat(32))).toBeTruthy();
  await expectAccessible();
});

test('what a move destroys is said before it, and cancelling needs a reason', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1',
    answers: {
      ...answersOf(running),
      MoveCycle: {
        moveCycle: { __typename: 'MoveCycleSuccess', cycle: { __typename: 'Cycle', id: 'c1', state: 'PACKETS', version: 5 } },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Cancel the cycle' }));
  const cancel = await screen.findByRole('dialog', { name: 'Cancel the cycle' });
  expect(within(cancel).getByRole('button', { name: 'Cancel the cycle' })).toHaveProperty('disabled', true);
  await user.click(within(cancel).getByRole('button', { name: 'Back' }));

  await user.click(screen.getByRole('button', { name: 'Prepare packets' }));
  const dialog = await screen.findByRole('dialog', { name: 'Prepare packets' });
  expect(within(dialog).getByText(/anonymous answers are destroyed/)).toBeTruthy();
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Prepare packets' }));
  expect(sent.find((one) => one.operationName === 'MoveCycle')?.variables).toEqual({
    input: { id: 'c1', version: 4, state: 'PACKETS', reason: '' },
  });
});

test('only dates that were changed are sent, and only of phases that are not over', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1',
    answers: {
      ...answersOf(running),
      ChangeCycleDates: {
        changeCycleDates: { __typename: 'ChangeCycleDatesSuccess', cycle: { __typename: 'Cycle', id: 'c1', version: 5 } },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change the dates' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).queryByLabelText('Choosing raters: last day')).toBeNull();
  const writing = within(dialog).getByLabelText('Writing: last day');
  await user.clear(writing);
  await user.type(writing, '2026-12-22');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(sent.find((one) => one.operationName === 'ChangeCycleDates')?.variables).toEqual({
    input: { id: 'c1', version: 4, writingUntil: '2026-12-22' },
  });
});

test('whoever a cycle concerns reads its dates and what is promised, and nothing to manage', async () => {
  const { sent } = show(page, {
    at: '/cycles/c1',
    answers: answersOf(
      cycle({
        ...running,
        canManage: false,
        calibrationSessions: [
          { __typename: 'CalibrationSession', id: 's1', name: 'Engineering', state: 'OPEN' },
        ],
      }),
    ),
  });
  expect(await screen.findByText('Nobody reads your name; from 3 answers on.')).toBeTruthy();
  // Whoever leads a calibration finds it here.
  expect(screen.getByRole('link', { name: 'Engineering' }).getAttribute('href')).toBe(
    '/cycles/c1/calibration/s1',
  );
  expect(screen.queryByRole('button', { name: /Cancel|Prepare/ })).toBeNull();
  expect(sent.map((one) => one.operationName)).toEqual(['CyclePage']);
});

const progress = {
  __typename: 'CycleProgress',
  participants: 60,
  reviews: 300,
  submitted: 120,
  remindedOn: '2026-11-20',
  nextReminderOn: '2026-11-24',
  byState: [{ __typename: 'ReviewStateCount', state: 'SUBMITTED', count: 120 }],
  byPerspective: [
    { __typename: 'PerspectiveCount', perspective: 'PEER', asked: 200, submitted: 80, declined: 4 },
  ],
  byDepartment: [
    {
      __typename: 'DepartmentProgress',
      department: { __typename: 'Department', id: 'd1', name: '=Engineering' },
      participants: 20,
      asked: 100,
      submitted: 40,
      joined: 2,
      left: 1,
    },
  ],
  packets: [{ __typename: 'PacketStateCount', state: 'WAITING', count: 60 }],
  overloaded: [{ __typename: 'RaterOwing', person: person('Bo Chan'), owed: 9, submitted: 1 }],
  owing: [
    { __typename: 'RaterOwing', person: person('Bo Chan'), owed: 9, submitted: 1, reminders: 2, lastRemindedOn: '2026-11-20' },
    { __typename: 'RaterOwing', person: person('Cy Dorn'), owed: 1, submitted: 3, reminders: 0, lastRemindedOn: null },
  ],
};

test('progress counts departments as at the launch or as now, and reminds whom one picks', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/progress',
    answers: {
      ...answersOf(running),
      CycleProgress: { cycle: { ...running, progress } },
      RemindOfReviews: { remindOfReviews: { __typename: 'RemindOfReviewsSuccess', reminded: 1 } },
    },
  });
  expect(await screen.findByText('120 of 300')).toBeTruthy();
  expect(screen.getByRole('row', { name: /Colleagues 200 80 4 40%/ })).toBeTruthy();
  expect(screen.getByText(/counted where they were when the cycle began/)).toBeTruthy();
  await expectAccessible();

  await user.click(screen.getByText('As now'));
  expect(await screen.findByText(/counted where they are today/)).toBeTruthy();
  expect(sent.filter((one) => one.operationName === 'CycleProgress').at(-1)?.variables).toEqual({
    id: 'c1',
    asOf: 'NOW',
  });

  await user.click(screen.getByRole('checkbox', { name: 'Choose Cy Dorn' }));
  await user.click(screen.getByRole('button', { name: 'Remind 1' }));
  expect(sent.find((one) => one.operationName === 'RemindOfReviews')?.variables).toEqual({
    input: { cycleId: 'c1', personIds: [person('Cy Dorn').id] },
  });
  expect(await screen.findByText(/1 person reminded/)).toBeTruthy();
});

test('the file of the progress holds no formula', async () => {
  let text = '';
  vi.stubGlobal(
    'Blob',
    class {
      constructor(parts: string[]) {
        text = parts.join('');
      }
    },
  );
  URL.createObjectURL = () => 'blob:x';
  HTMLAnchorElement.prototype.click = () => {};
  const { user } = show(page, {
    session: hana,
    at: '/cycles/c1/progress',
    answers: { ...answersOf(running), CycleProgress: { cycle: { ...running, progress } } },
  });
  const [first] = await screen.findAllByRole('button', { name: 'Download CSV' });
  await user.click(first as HTMLElement);
  expect(text).toContain(`"'=Engineering",20,100,40,2,1`);
  vi.unstubAllGlobals();
});

test('a participant gets more time in one phase, and can be taken out with a reason', async () => {
  const bo = person('Bo Chan');
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/people',
    answers: {
      ...answersOf(running),
      CycleParticipants: {
        departments: [{ __typename: 'Department', id: 'd1', name: 'Engineering' }],
        cycle: {
          ...running,
          participants: {
            __typename: 'CycleParticipantConnection',
            totalCount: 1,
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
            edges: [
              {
                __typename: 'CycleParticipantEdge',
                node: {
                  __typename: 'CycleParticipant',
                  id: 'p1',
                  state: 'ACTIVE',
                  packet: 'WAITING',
                  canRemove: true,
                  canExtend: true,
                  person: bo,
                  manager: person('Max Neu'),
                  managerAtLaunch: person('Mo Bright'),
                  departmentAtLaunch: { __typename: 'Department', id: 'd1', name: 'Engineering' },
                  departmentNow: { __typename: 'Department', id: 'd2', name: 'Design' },
                  extensions: [],
                  reviewCounts: [
                    { __typename: 'PerspectiveCount', perspective: 'PEER', asked: 5, submitted: 2, declined: 0 },
                  ],
                },
              },
            ],
          },
        },
      },
      ExtendCycleDeadline: {
        extendCycleDeadline: { __typename: 'ExtendCycleDeadlineSuccess', untilOn: '2026-12-21', cycle: { __typename: 'Cycle', id: 'c1' } },
      },
      RemoveCycleParticipant: {
        removeCycleParticipant: { __typename: 'Refusal', kind: 'CONFLICT', code: 'CYCLE_NOT_IN_STATE', message: 'Writing is over.', field: null },
      },
    },
  });
  expect(await screen.findByText('Engineering → Design')).toBeTruthy();
  expect(screen.getByText(/at launch:/)).toBeTruthy();
  expect(screen.getByText(/2 of 5/)).toBeTruthy();
  await expectAccessible();

  await user.click(screen.getByRole('button', { name: 'More about Bo Chan' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Give more time' }));
  const extend = await screen.findByRole('dialog', { name: 'More time for Bo Chan' });
  expect(within(extend).getByText('Instead of 18 December.')).toBeTruthy();
  await user.click(within(extend).getByRole('button', { name: 'Put it off' }));
  expect(sent.find((one) => one.operationName === 'ExtendCycleDeadline')?.variables).toEqual({
    input: { cycleId: 'c1', personId: bo.id, phase: 'WRITING', untilOn: '2026-12-21', reason: '' },
  });

  await user.click(await screen.findByRole('button', { name: 'More about Bo Chan' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Take out' }));
  const out = await screen.findByRole('dialog', { name: 'Take Bo Chan out' });
  await user.type(within(out).getByRole('textbox', { name: /Why/ }), 'On leave');
  await user.click(within(out).getByRole('button', { name: 'Take out' }));
  // A refusal is said, and what was typed stays.
  expect(await within(out).findByText('Writing is over.')).toBeTruthy();
  expect(within(out).getByRole('textbox', { name: /Why/ })).toHaveProperty('value', 'On leave');
});

test('a question of a running cycle can be reworded, and shows how it was worded before', async () => {
  const reworded = cycle({
    ...running,
    questions: [
      question('q1', 'Writes clearly', {
        version: 2,
        wordings: [
          {
            __typename: 'QuestionWording',
            number: 1,
            at: '2026-11-20T10:00:00Z',
            texts: { __typename: 'LocalizedText', en: 'Writes well', ru: '' },
            by: person('Hana Osei'),
          },
        ],
      }),
    ],
  });
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/questions',
    answers: {
      ...answersOf(reworded),
      RewordCycleQuestion: {
        rewordCycleQuestion: { __typename: 'RewordCycleQuestionSuccess', question: { __typename: 'CycleQuestion', id: 'q1', version: 3 } },
      },
    },
  });
  await user.click(await screen.findByText('Worded otherwise before (1)'));
  expect(screen.getByText('Writes well')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Reword question 1' }));
  const dialog = await screen.findByRole('dialog', { name: 'Reword' });
  const [english] = within(dialog).getAllByLabelText('English');
  await user.clear(english as HTMLElement);
  await user.type(english as HTMLElement, 'Writes so that others understand');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(sent.find((one) => one.operationName === 'RewordCycleQuestion')?.variables).toEqual({
    input: {
      questionId: 'q1',
      version: 2,
      texts: { en: 'Writes so that others understand', ru: '' },
      helps: { en: '', ru: '' },
    },
  });
});

test('the bank says where a question comes from, and takes one back after it was retired', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/questions',
    answers: {
      QuestionBank: {
        questionBank: [
          { ...question('b1', 'What should she go on doing?', { kind: 'TEXT', scale: [] }), __typename: 'BankQuestion', forAsking: true, forCycles: true, canEdit: true },
          { ...question('b2', 'Keeps promises', { licence: '', source: '' }), __typename: 'BankQuestion', forAsking: false, forCycles: true, canEdit: false },
        ],
      },
      RetireBankQuestion: (variables: Record<string, unknown>) => ({
        retireBankQuestion: { __typename: 'RetireBankQuestionSuccess', question: { __typename: 'BankQuestion', id: (variables['input'] as { id: string }).id } },
      }),
    },
  });
  expect(await screen.findByText(/Licence: CC0/)).toBeTruthy();
  expect(screen.getByText('Licence: own words. Source: this company.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Edit: Keeps promises' })).toBeNull();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Retire: What should she go on doing?' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(
    sent.filter((one) => one.operationName === 'RetireBankQuestion').map((one) => one.variables),
  ).toEqual([{ input: { id: 'b1', retired: true } }, { input: { id: 'b1', retired: false } }]);

  await user.type(screen.getByLabelText('Search questions'), 'promises');
  expect(screen.queryByText('What should she go on doing?')).toBeNull();
});

test('a programme makes cycles so long after a hire, for whom a rule finds', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/programmes',
    answers: {
      CycleProgrammes: { cycleProgrammes: [] },
      CycleTemplateNames: { cycleTemplates: [template] },
      CycleDepartments: { departments: [] },
      CycleAudiencePreview: {
        cycleAudiencePreview: { __typename: 'CycleAudience', count: 3, sample: [person('Bo Chan')] },
      },
      SaveCycleProgramme: {
        saveCycleProgramme: { __typename: 'SaveCycleProgrammeSuccess', programme: { __typename: 'CycleProgramme', id: 'g1', version: 1 } },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'New programme' }));
  const dialog = await screen.findByRole('dialog', { name: 'New programme' });
  await user.type(within(dialog).getByRole('textbox', { name: /Name/ }), 'Probation');
  await user.click(within(dialog).getByText('After a hire'));
  await user.click(within(dialog).getByLabelText(/Everybody in the company/));
  expect(await within(dialog).findByText('3 people')).toBeTruthy();
  expect(within(dialog).getByText('and 2 more')).toBeTruthy();
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(sent.find((one) => one.operationName === 'SaveCycleProgramme')?.variables['input']).toMatchObject({
    name: 'Probation',
    trigger: 'AFTER_HIRE',
    months: null,
    days: 90,
    templateKey: 'quarterly',
    audience: { everyone: true },
  });
});
