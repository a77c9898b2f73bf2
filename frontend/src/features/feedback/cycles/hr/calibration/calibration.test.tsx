import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import CalibrationSessionPage from '@/app/pages/CalibrationSessionPage';
import CyclePage from '@/app/pages/CyclePage';
import { expectAccessible, person, show } from '@/test/render';
import { answersOf, cycle, hana, question } from '../test/answers';

// Much is typed, and slowly on a busy machine.
const page = (
  <Routes>
    <Route path="cycles/:id/*" element={<CyclePage />} />
    <Route path="cycles/:id/calibration/:session" element={<CalibrationSessionPage />} />
  </Routes>
);

const questions = [question('q1', 'Writes clearly'), question('q2', 'Keeps promises')];

function seat(name: string, ratings: [number | null, number | null], box: number | null = null) {
  return {
    __typename: 'CalibrationSeat',
    box,
    participant: { __typename: 'CycleParticipant', id: `p-${name}` },
    person: person(name),
    ratings: questions.map((one, index) => ({
      __typename: 'SeatRating',
      question: one,
      manager: ratings[index] ?? null,
      calibrated: null,
      self: null,
      others: index === 0 ? 3.6 : null,
      othersLow: index === 0 ? 3.1 : null,
      othersHigh: index === 0 ? 4.1 : null,
      othersRaters: index === 0 ? 5 : null,
    })),
  };
}

const session = (more: Record<string, unknown> = {}) => ({
  __typename: 'CalibrationSession',
  id: 's1',
  name: 'Engineering',
  state: 'OPEN',
  version: 1,
  canManage: true,
  canPropose: true,
  canDecide: true,
  facilitators: [person('Zed Ober')],
  xQuestion: questions[0],
  yQuestion: questions[1],
  questions,
  seats: [seat('Ann Lee', [5, 4], 6), seat('Bo Chan', [3, 2], 2), seat('Cy Dorn', [4, null])],
  leniency: [
    { __typename: 'RaterLeniency', rater: person('Mo Bright'), reviews: 4, mean: 4.25, difference: 0.5, low: -0.1, high: 1.1 },
    { __typename: 'RaterLeniency', rater: person('Max Neu'), reviews: 1, mean: 3, difference: -0.75, low: null, high: null },
  ],
  distribution: [
    {
      __typename: 'CalibrationDistribution',
      question: questions[0],
      n: 3,
      mean: 4,
      low: 2.9,
      high: 5,
      counts: [
        { __typename: 'ResultBand', label: 'low', from: 1, to: 2, count: 0 },
        { __typename: 'ResultBand', label: 'high', from: 3, to: 5, count: 3 },
      ],
    },
  ],
  changes: [],
  ...more,
});

const at = '/cycles/c1/calibration/s1';
const cell = (position: string) =>
  document.querySelector<HTMLElement>(`[data-cell="${position}"]`) as HTMLElement;

test('the grid is gone through by keys alone, and a change is proposed with a reason', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at,
    answers: {
      CalibrationSession: { calibrationSession: session() },
      ProposeCalibrationChange: {
        proposeCalibrationChange: { __typename: 'ProposeCalibrationChangeSuccess', session: { __typename: 'CalibrationSession', id: 's1' } },
      },
    },
  });
  const grid = await screen.findByRole('grid', { name: 'Ratings' });
  // One cell at a time can be reached by Tab.
  expect(within(grid).getAllByRole('gridcell').filter((one) => one.tabIndex === 0)).toHaveLength(1);
  await expectAccessible();

  cell('0:0').focus();
  await user.keyboard('{ArrowRight}{ArrowDown}');
  expect(document.activeElement).toBe(cell('1:1'));
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
  expect(document.activeElement).toBe(cell('2:1'));
  // Where there is no rating, nothing can be proposed.
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.keyboard('{Control>}{Home}{/Control}');
  expect(document.activeElement).toBe(cell('0:0'));
  // No such rating on the scale.
  await user.keyboard('9');
  expect(screen.queryByRole('dialog')).toBeNull();

  await user.keyboard('4');
  const dialog = await screen.findByRole('dialog', { name: 'Another rating for Ann Lee' });
  expect(within(dialog).getByRole('radio', { name: '4 – Mostly' })).toHaveProperty('checked', true);
  expect(within(dialog).getByRole('button', { name: 'Propose it' })).toHaveProperty('disabled', true);
  await expectAccessible();
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Two reports went out late');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(sent.find((one) => one.operationName === 'ProposeCalibrationChange')?.variables).toEqual({
    input: {
      sessionId: 's1',
      participantId: 'p-Ann Lee',
      questionId: 'q1',
      after: 4,
      reason: 'Two reports went out late',
    },
  });
});

test('beside every mean stand its number and its interval, or that they are not known', async () => {
  show(page, { session: hana, at, answers: { CalibrationSession: { calibrationSession: session() } } });
  expect(await screen.findAllByText('others 3.6 (3.1–4.1) from 5')).toHaveLength(3);
  expect(screen.getByRole('row', { name: /Mo Bright.*4 4\.25 \+0\.5 -0\.1 to \+1\.1/ })).toBeTruthy();
  expect(screen.getByRole('row', { name: /Max Neu.*1 3\.0 -0\.75 too few to tell/ })).toBeTruthy();
  expect(screen.getByRole('row', { name: 'Writes clearly 0 3 3 4.0 2.9 to 5.0' })).toBeTruthy();
});

test('the nine boxes stand only where two questions are named', async () => {
  const { unmount } = show(page, {
    session: hana,
    at,
    answers: { CalibrationSession: { calibrationSession: session() } },
  });
  expect(await screen.findByText('1 person has no rating in one of the two.')).toBeTruthy();
  const boxes = screen.getByRole('group', { name: 'Nine boxes' });
  expect(within(boxes).getByRole('row', { name: /Keeps promises: middle nobody nobody Ann Lee/ })).toBeTruthy();
  expect(within(boxes).getByRole('row', { name: /Keeps promises: low nobody Bo Chan nobody/ })).toBeTruthy();
  unmount();
  show(page, {
    session: hana,
    at,
    answers: { CalibrationSession: { calibrationSession: session({ xQuestion: null, yQuestion: null }) } },
  });
  await screen.findByRole('grid');
  expect(screen.queryByText('Nine boxes')).toBeNull();
});

test('a proposed change is decided, and what was decided stays to be read', async () => {
  const change = (id: string, state: string, canDecide: boolean) => ({
    __typename: 'CalibrationChange',
    id,
    before: 5,
    after: 4,
    reason: `reason ${id}`,
    state,
    createdAt: '2026-11-20T10:00:00Z',
    decidedAt: null,
    canDecide,
    question: questions[0],
    participant: { __typename: 'CycleParticipant', id: 'p-Ann Lee', person: person('Ann Lee') },
    proposedBy: person('Zed Ober'),
    decidedBy: state === 'PROPOSED' ? null : person('Hana Osei'),
  });
  const { user, sent } = show(page, {
    session: hana,
    at,
    answers: {
      CalibrationSession: {
        calibrationSession: session({ changes: [change('k1', 'REJECTED', false), change('k2', 'PROPOSED', true)] }),
      },
      DecideCalibrationChange: {
        decideCalibrationChange: { __typename: 'DecideCalibrationChangeSuccess', session: { __typename: 'CalibrationSession', id: 's1' } },
      },
    },
  });
  const list = await screen.findByRole('list', { name: 'Changes' });
  const lines = within(list).getAllByRole('listitem');
  expect(lines.map((one) => one.textContent?.includes('reason k2'))).toEqual([true, false]);
  expect(within(lines[1] as HTMLElement).getByText(/Rejected by:/)).toBeTruthy();
  expect(cell('0:0').dataset['proposed']).toBe('true');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Accept the change for Ann Lee' }));
  expect(sent.find((one) => one.operationName === 'DecideCalibrationChange')?.variables).toEqual({
    input: { changeId: 'k2', accept: true },
  });
});

test('who may only read goes through the grid and proposes nothing', async () => {
  const { user } = show(page, {
    at,
    answers: {
      CalibrationSession: { calibrationSession: session({ canManage: false, canPropose: false, canDecide: false }) },
    },
  });
  await screen.findByRole('grid');
  cell('0:0').focus();
  await user.keyboard('{ArrowDown}{Enter}3');
  expect(document.activeElement).toBe(cell('1:0'));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Close the session' })).toBeNull();
});

test('a session can be added while the cycle runs', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/calibration',
    answers: {
      ...answersOf(cycle({ state: 'WRITING', currentPhase: 'WRITING' })),
      CalibrationSessions: { cycle: { ...cycle({ state: 'WRITING' }), calibrationSessions: [] } },
      CalibrationChoices: {
        departments: [{ __typename: 'Department', id: 'd1', name: 'Engineering' }],
        cycle: {
          ...cycle({ questions }),
          participants: {
            __typename: 'CycleParticipantConnection',
            edges: [
              { __typename: 'CycleParticipantEdge', node: { __typename: 'CycleParticipant', id: 'p1', person: person('Bo Chan') } },
            ],
          },
        },
      },
      PickPeople: { people: { __typename: 'PersonConnection', edges: [{ __typename: 'PersonEdge', node: person('Zed Ober') }] } },
      SaveCalibrationSession: {
        saveCalibrationSession: { __typename: 'SaveCalibrationSessionSuccess', session: { __typename: 'CalibrationSession', id: 's1', version: 1 } },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'New session' }));
  const dialog = await screen.findByRole('dialog', { name: 'New session' });
  await user.type(within(dialog).getByRole('textbox', { name: /Name/ }), 'Engineering');
  const led = within(dialog).getByRole('textbox', { name: 'Led by' });
  await user.type(led, 'Zed');
  await user.click(await screen.findByRole('option', { name: /Zed Ober/, hidden: true }, { timeout: 3000 }));
  await user.selectOptions(within(dialog).getByLabelText('From left to right'), 'q1');
  expect(within(dialog).getByText('Choose two questions, or none.')).toBeTruthy();
  await user.selectOptions(within(dialog).getByLabelText('From bottom to top'), 'q2');
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(sent.find((one) => one.operationName === 'SaveCalibrationSession')?.variables['input']).toMatchObject({
    id: null,
    cycleId: 'c1',
    name: 'Engineering',
    facilitatorIds: [person('Zed Ober').id],
    xQuestionId: 'q1',
    yQuestionId: 'q2',
  });
});

test('who sets a session up without leading it sees who sits in it, and no rating', async () => {
  const unread = [{ ...seat('Ann Lee', [null, null]), ratings: [] }];
  show(page, {
    session: hana,
    at,
    answers: {
      CalibrationSession: {
        calibrationSession: session({ seats: unread, distribution: [], leniency: [], canPropose: false, canDecide: false }),
      },
    },
  });
  expect(await screen.findByText('Ratings are read by those who lead the session')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Ann Lee' })).toBeTruthy();
  expect(screen.queryByRole('grid')).toBeNull();
  expect(screen.queryByText('Distribution')).toBeNull();
});
