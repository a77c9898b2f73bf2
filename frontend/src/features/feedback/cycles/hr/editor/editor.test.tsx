import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import CyclePage from '@/app/pages/CyclePage';
import { expectAccessible, person, show } from '@/test/render';
import { answersOf, blocker, cycle, hana, question } from '../test/answers';

// What saves itself waits a moment after the last key, and more on a busy machine.
const SAVED = { timeout: 10_000 };
const page = (
  <Routes>
    <Route path="cycles/:id/*" element={<CyclePage />} />
  </Routes>
);

/** Saves whatever is sent, with a new version and what follows from it. */
function saving(more: Record<string, unknown> = {}) {
  let version = 1;
  return {
    EditCycle: () => {
      version += 1;
      return {
        editCycle: {
          __typename: 'EditCycleSuccess',
          cycle: { __typename: 'Cycle', id: 'c1', version, terms: [], blockers: [], ...more },
        },
      };
    },
  };
}

const edits = (sent: { operationName: string; variables: Record<string, unknown> }[]) =>
  sent
    .filter((one) => one.operationName === 'EditCycle')
    .map((one) => one.variables['input'] as Record<string, unknown>);

test('a draft saves itself, from the version that was read', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1',
    answers: { ...answersOf(cycle()), ...saving() },
  });
  const name = await screen.findByRole('textbox', { name: /Name/ });
  await user.clear(name);
  await user.type(name, 'Autumn 2027');
  await waitFor(() => expect(edits(sent)).toHaveLength(1), SAVED);
  expect(edits(sent)[0]).toMatchObject({ id: 'c1', version: 1, name: 'Autumn 2027', nominationUntil: '2026-12-04', calibrationUntil: null });
  expect(await screen.findByText('Saved')).toBeTruthy();
  // The next change goes out from the version that the first one made.
  await user.type(name, '!');
  await waitFor(() => expect(edits(sent)).toHaveLength(2), SAVED);
  expect(edits(sent)[1]).toMatchObject({ version: 2, name: 'Autumn 2027!' });
  await expectAccessible();
});

test('what is refused is said, kept on this device, and not asked again until it changes', async () => {
  const { sent } = show(page, {
    session: hana,
    at: '/cycles/c1/dates',
    answers: {
      ...answersOf(cycle()),
      EditCycle: {
        editCycle: { __typename: 'Refusal', kind: 'INVALID_INPUT', code: 'CYCLE_DATES', message: 'Writing must end after nomination.', field: 'writingUntil' },
      },
    },
  });
  const writing = await screen.findByLabelText('Writing: last day');
  fireEvent.change(writing, { target: { value: '' } });
  fireEvent.change(writing, { target: { value: '2026-12-01' } });
  await waitFor(() => expect(edits(sent).length).toBeGreaterThan(0), SAVED);
  expect((await screen.findAllByText('Writing must end after nomination.')).length).toBe(2);
  expect(screen.getByText('Kept on this device, not yet sent')).toBeTruthy();
  await expectAccessible();
});

test('when somebody else was faster, one of the two is chosen', async () => {
  let theirs = cycle();
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1',
    answers: {
      ...answersOf(cycle()),
      CycleEditor: () => ({ cycle: theirs }),
      EditCycle: ({ input }: Record<string, unknown>) =>
        (input as { version: number }).version === 1
          ? { editCycle: { __typename: 'Refusal', kind: 'CONFLICT', code: 'CYCLE_CHANGED', message: 'Changed meanwhile.', field: null } }
          : { editCycle: { __typename: 'EditCycleSuccess', cycle: { __typename: 'Cycle', id: 'c1', version: 8, terms: [], blockers: [] } } },
    },
  });
  const name = await screen.findByRole('textbox', { name: /Name/ });
  theirs = cycle({ version: 7, name: 'Theirs' });
  await user.type(name, ' mine');
  expect(await screen.findByText(/Somebody else has changed this draft/, {}, SAVED)).toBeTruthy();
  expect(name).toHaveProperty('value', 'Spring 2027 mine');
  await user.click(screen.getByRole('button', { name: 'Keep mine' }));
  await waitFor(() => expect(edits(sent).at(-1)).toMatchObject({ version: 7, name: 'Spring 2027 mine' }), SAVED);
});

test('a minimum cannot be set below three, and a manager cannot be made anonymous', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/perspectives',
    answers: { ...answersOf(cycle()), ...saving() },
  });
  const minimum = await screen.findByLabelText('Shown from this many on');
  await user.clear(minimum);
  await user.type(minimum, '2');
  await user.tab();
  expect(minimum).toHaveProperty('value', '3');
  expect(screen.getAllByText('One rater whom everybody knows: always named.')).toHaveLength(2);
  expect(screen.getAllByRole('radio', { name: 'Anonymous' })).toHaveLength(1);
  expect(screen.getByText('Nobody reads your name; from 3 answers on.')).toBeTruthy();
  await expectAccessible();
  expect(edits(sent)).toEqual([]);
});

test('taking a perspective out takes it out of the questions too', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/perspectives',
    answers: { ...answersOf(cycle()), ...saving() },
  });
  await user.click(await screen.findByRole('checkbox', { name: /Colleagues/ }));
  await waitFor(() => expect(edits(sent)).toHaveLength(1), SAVED);
  const input = edits(sent)[0] as { perspectives: { kind: string }[]; questions: { perspectives: string[] }[] };
  expect(input.perspectives.map((one) => one.kind)).toEqual(['SELF', 'MANAGER']);
  expect(input.questions.map((one) => one.perspectives)).toEqual([['SELF', 'MANAGER'], ['SELF', 'MANAGER']]);
});

test('questions change places by keys, and the focus goes with them', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/questions',
    answers: { ...answersOf(cycle()), ...saving() },
  });
  const list = await screen.findByRole('list', { name: 'Questions' });
  const texts = () =>
    within(list).getAllByText(/Writes clearly|Keeps promises/).map((one) => one.textContent);
  const down = screen.getByRole('button', { name: 'Question 1: down' });
  down.focus();
  await user.keyboard('{Enter}');
  expect(texts()).toEqual(['Keeps promises', 'Writes clearly']);
  expect(screen.getByText('Now place 2 of 2')).toBeTruthy();
  // At the end it cannot go further down: the focus stays on the line.
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Question 2: up');
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(texts()).toEqual(['Writes clearly', 'Keeps promises']);
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Remove question 1' }));
  expect(texts()).toEqual(['Keeps promises']);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(texts()).toEqual(['Writes clearly', 'Keeps promises']);
  await waitFor(() => expect(edits(sent)).toEqual([]));
});

test('a question is written in both languages with a described scale', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/questions',
    answers: { ...answersOf(cycle()), ...saving() },
  });
  await user.click(await screen.findByRole('button', { name: 'New question' }));
  const dialog = await screen.findByRole('dialog', { name: 'New question' });
  const [english] = within(dialog).getAllByLabelText('English');
  const [russian] = within(dialog).getAllByLabelText('Русский');
  await user.type(english as HTMLElement, 'Listens');
  await user.type(russian as HTMLElement, 'Слушает');
  expect(within(dialog).getByLabelText('5 in English')).toHaveProperty('value', 'Practically always');
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Remove 3' }));
  await user.click(within(dialog).getByRole('button', { name: 'Add it' }));
  expect(await screen.findByText('Listens')).toBeTruthy();
  await waitFor(() => expect(edits(sent)).toHaveLength(1), SAVED);
  const added = (edits(sent)[0] as { questions: Record<string, unknown>[] }).questions.at(-1);
  expect(added).toMatchObject({ id: null, kind: 'RATING', texts: { en: 'Listens', ru: 'Слушает' } });
  expect(((added?.['scale'] ?? []) as { value: number }[]).map((one) => one.value)).toEqual([1, 2, 3, 4]);
  expect(added).not.toHaveProperty('key');
});

test('questions of the bank come with their licence', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/questions',
    answers: {
      ...answersOf(cycle()),
      ...saving(),
      BankPicker: {
        questionBank: [{ ...question('b1', 'Shares what she knows'), __typename: 'BankQuestion' }],
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'From the bank' }));
  await user.click(await screen.findByRole('checkbox', { name: /Shares what she knows/ }));
  await user.click(screen.getByRole('button', { name: 'Add 1 question' }));
  await waitFor(() => expect(edits(sent)).toHaveLength(1), SAVED);
  expect((edits(sent)[0] as { questions: unknown[] }).questions.at(-1)).toMatchObject({
    bankQuestionId: 'b1',
    licence: 'CC0',
    perspectives: ['SELF', 'MANAGER', 'PEER'],
  });
});

test('whom the rule finds is counted while one chooses', async () => {
  const asked: unknown[] = [];
  const { user } = show(page, {
    session: hana,
    at: '/cycles/c1/audience',
    answers: {
      ...answersOf(cycle()),
      ...saving(),
      CycleDepartments: { departments: [{ __typename: 'Department', id: 'd1', name: 'Engineering', path: 'a' }] },
      CycleAudiencePreview: ({ audience }: Record<string, unknown>) => {
        asked.push(audience);
        const all = (audience as { everyone: boolean }).everyone;
        return {
          cycleAudiencePreview: { __typename: 'CycleAudience', count: all ? 60 : 0, sample: all ? [person('Bo Chan')] : [] },
        };
      },
    },
  });
  expect(await screen.findByText('60 people')).toBeTruthy();
  await user.click(screen.getByLabelText(/Everybody in the company/));
  expect(await screen.findByText('0 people')).toBeTruthy();
  expect(screen.getByText('The rule finds nobody yet.')).toBeTruthy();
  expect(asked.at(-1)).toMatchObject({ everyone: false, withSubdepartments: true });
  await expectAccessible();
});

test('what stops the launch is said, and nothing can be launched before it is mended', async () => {
  const stopped = cycle({
    allowedStates: ['CANCELLED'],
    blockers: [blocker('NO_PARTICIPANTS', 'Nobody takes part.', { stops: true })],
  });
  show(page, { session: hana, at: '/cycles/c1/launch', answers: answersOf(stopped) });
  expect(await screen.findByText('Nobody takes part.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Launch' })).toHaveProperty('disabled', true);
  expect(screen.getByText('Something has to be mended first.')).toBeTruthy();
});

test('the launch shows what is frozen, and begins with the first phase', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/cycles/c1/launch',
    answers: {
      ...answersOf(cycle()),
      MoveCycle: {
        moveCycle: { __typename: 'MoveCycleSuccess', cycle: { __typename: 'Cycle', id: 'c1', state: 'NOMINATION', version: 2 } },
      },
    },
  });
  expect(await screen.findByText('Nobody reads your name; from 3 answers on.')).toBeTruthy();
  expect(screen.getByText(/Nobody can weaken them afterwards/)).toBeTruthy();
  expect(screen.getByText('60 people')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Launch' }));
  expect(sent.find((one) => one.operationName === 'MoveCycle')?.variables).toEqual({
    input: { id: 'c1', version: 1, state: 'NOMINATION' },
  });
});
