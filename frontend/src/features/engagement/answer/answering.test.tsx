import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { Route, Routes } from 'react-router';
import SurveyAnswerPage from '@/app/pages/SurveyAnswerPage';
import type { Sent } from '@/lib/ballot';
import { expectAccessible, show } from '@/test/render';

const box = vi.hoisted(() => ({
  held: false,
  waiting: [] as string[],
  sheets: [] as unknown[],
  taken: 0,
  refused: null as string | null,
  outcome: { kind: 'received' } as Record<string, unknown>,
}));

vi.mock('@/lib/ballot', () => ({
  heldBallot: async () => (box.held ? { waveId: 'w1', classNumber: 3, durable: true } : undefined),
  waitingSheets: async () => box.waiting,
  sendWaiting: async () => [],
  useTakeBallot: () => ({
    take: async () => {
      box.taken += 1;
      return box.refused
        ? { ok: false, refusal: { message: box.refused, kind: 'CONFLICT', code: 'X', field: null } }
        : { ok: true, ballot: { waveId: 'w1', classNumber: 3, durable: true } };
    },
  }),
  sendSheet: async (_person: string, waveId: string, sheet: unknown) => {
    box.sheets.push([waveId, sheet]);
    return box.outcome as Sent;
  },
}));

beforeEach(() => {
  Object.assign(box, {
    held: false,
    waiting: [],
    sheets: [],
    taken: 0,
    refused: null,
    outcome: { kind: 'received' },
  });
  localStorage.clear();
  vi.spyOn(globalThis, 'scrollTo').mockImplementation(() => {});
});

const scale = {
  __typename: 'SurveyQuestion',
  id: 'q1',
  kind: 'SCALE_5',
  text: 'I know what is expected of me.',
  help: '',
  labels: ['Not at all', 'Fully'],
  options: [],
};
const yesNo = { ...scale, id: 'q2', kind: 'YES_NO', text: 'Did anything change?', labels: [] };
const several = {
  ...scale,
  id: 'q3',
  kind: 'MULTIPLE_CHOICE',
  text: 'What helps you?',
  labels: [],
  options: ['Time', 'Quiet', 'People'],
};
const words = { ...scale, id: 'q4', kind: 'TEXT', text: 'What should change?', labels: [] };

function invitation(patch: Record<string, unknown> = {}) {
  return {
    surveyInvitation: {
      __typename: 'SurveyInvitation',
      wave: { __typename: 'SurveyWave', id: 'w1', state: 'OPEN' },
      title: 'Autumn pulse',
      intro: 'Five questions, for all of us.',
      taken: false,
      startsAt: '2026-11-16T00:00:00Z',
      endsAt: '2099-11-29T23:00:00Z',
      seconds: 40,
      publicKey: 'AAAA',
      promise: {
        __typename: 'SurveyPromise',
        sentences: ['Nobody is told of in a group of fewer than 5.'],
        hash: 'ab12',
        scoreGroup: 5,
      },
      toldAs: [
        { __typename: 'ToldAs', kind: 'DEPARTMENT', label: 'Engineering' },
        { __typename: 'ToldAs', kind: 'TENURE', label: null },
      ],
      questions: [scale, yesNo, several, words],
      ...patch,
    },
  };
}

function open(patch: Record<string, unknown> = {}, at = '/engagement/answer/w1') {
  return show(
    <Routes>
      <Route path="/engagement/answer/:id" element={<SurveyAnswerPage />} />
    </Routes>,
    { at, answers: { SurveyAnswerPage: invitation(patch) } },
  );
}

test('the promise stands before the first question, with what the ballot says of one', async () => {
  open();
  await screen.findByText('Nobody is told of in a group of fewer than 5.');
  expect(screen.queryByText(scale.text)).toBeNull();
  expect(screen.getByText('Engineering')).toBeTruthy();
  expect(screen.getByText('not told')).toBeTruthy();
  expect(screen.getByText('under a minute')).toBeTruthy();
  expect(box.taken).toBe(0);
  await expectAccessible();
});

test('one question at a time, then a last look, then it is sent without a name', async () => {
  const { user, sent } = open();
  await user.click(await screen.findByRole('button', { name: 'Begin' }));
  expect(box.taken).toBe(1);
  await screen.findByRole('heading', { name: scale.text });
  await expectAccessible();
  // A tap goes on by itself.
  await user.click(screen.getByRole('radio', { name: '4' }));
  await screen.findByRole('heading', { name: yesNo.text });
  await user.click(screen.getByRole('radio', { name: 'No' }));
  await screen.findByRole('heading', { name: several.text });
  await user.click(screen.getByRole('checkbox', { name: 'Quiet' }));
  await user.click(screen.getByRole('checkbox', { name: 'Time' }));
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('heading', { name: words.text });
  await user.click(screen.getByRole('textbox'));
  await user.paste('More light.');
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('heading', { name: 'Look once more' });
  expect(screen.getByText('Time, Quiet')).toBeTruthy();
  await user.click(screen.getByRole('switch', { name: /read replies/ }));
  await expectAccessible();
  box.outcome = { kind: 'received', code: 'AAAAA-BBBBB' };
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await screen.findByText('Thank you, your answers have arrived');
  expect(screen.getByText('AAAAA-BBBBB')).toBeTruthy();
  expect(box.sheets).toEqual([
    ['w1', { answers: { q1: 4, q2: false, q3: [0, 1] }, words: { q4: 'More light.' }, replies: true }],
  ]);
  expect(sent.map((one) => one.operationName)).toEqual(['SurveyAnswerPage']);
  expect(Object.keys(localStorage).filter((key) => key.includes('engagement.answer'))).toEqual([]);
  await expectAccessible();
});

test('arrows walk over answers without going on; figures answer; Enter goes on', async () => {
  const { user } = open({}, '/engagement/answer/w1?step=1');
  const first = await screen.findByRole('radio', { name: '1 – Not at all' });
  first.focus();
  await user.keyboard('3');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '3' }).checked).toBe(true);
  await user.keyboard('{ArrowRight}');
  await new Promise((resolve) => setTimeout(resolve, 320));
  expect(screen.getByRole('heading', { name: scale.text })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('heading', { name: yesNo.text });
});

test('a link of a mail chooses an answer and sends nothing by itself', async () => {
  const { user } = open({}, '/engagement/answer/w1#q=q1&a=2');
  await screen.findByText('It counts only when you send it.', { exact: false });
  expect(screen.getByText(scale.text)).toBeTruthy();
  expect(box.taken).toBe(0);
  await user.click(screen.getByRole('button', { name: 'Go on with this answer' }));
  await screen.findByRole('heading', { name: yesNo.text });
  await user.click(screen.getByRole('button', { name: 'Back' }));
  await screen.findByRole('heading', { name: scale.text });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '2' }).checked).toBe(true);
  expect(box.sheets).toEqual([]);
});

test('a link with an answer that does not exist chooses nothing', async () => {
  open({}, '/engagement/answer/w1#q=q1&a=9');
  await screen.findByRole('button', { name: 'Begin' });
  expect(screen.queryByText(/It counts only/)).toBeNull();
});

test('personal data is pointed out while one writes and stops nobody', async () => {
  const { user } = open({}, '/engagement/answer/w1?step=4');
  await user.click(await screen.findByRole('textbox'));
  await user.paste('Mo Diaz knows. Ann');
  const hints = await screen.findByRole('list', { name: 'What may tell who wrote this' }, { timeout: 3000 });
  expect(within(hints).getByText('Mo Diaz')).toBeTruthy();
  expect(within(hints).getByText('This is your own name.')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('heading', { name: 'Look once more' });
});

test('without a network the sheet is kept and says so', async () => {
  const { user } = open({}, '/engagement/answer/w1?step=2');
  await user.click(await screen.findByRole('radio', { name: 'Yes' }));
  await screen.findByRole('heading', { name: several.text });
  await user.click(screen.getByRole('button', { name: 'Leave out' }));
  await user.click(await screen.findByRole('button', { name: 'Leave out' }));
  box.outcome = { kind: 'waiting' };
  await user.click(await screen.findByRole('button', { name: 'Send' }));
  await screen.findByText('Your answers are kept on this device');
});

test('what the server does not take stays, with its reason', async () => {
  const { user } = open({}, '/engagement/answer/w1?step=2');
  await user.click(await screen.findByRole('radio', { name: 'Yes' }));
  await user.click(await screen.findByRole('button', { name: 'Leave out' }));
  await user.click(await screen.findByRole('button', { name: 'Leave out' }));
  box.outcome = { kind: 'refused', code: 'SHEET_UNFIT', message: 'This does not fit.', field: null };
  await user.click(await screen.findByRole('button', { name: 'Send' }));
  expect((await screen.findByText('This does not fit.')).getAttribute('role')).toBe('alert');
  expect(Object.keys(localStorage).filter((key) => key.includes('engagement.answer'))).toHaveLength(1);
});

test('nothing answered cannot be sent', async () => {
  open({}, '/engagement/answer/w1?step=send');
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Send' })).disabled).toBe(true);
});

test('a ballot that was taken in another browser is said to be there', async () => {
  open({ taken: true });
  await screen.findByText('You have already taken your ballot');
  await expectAccessible();
});

test('what can never be sent from here does not stay on the device', async () => {
  open({ taken: true }, '/engagement/answer/w1#q=q1&a=2');
  await screen.findByText('You have already taken your ballot');
  await waitFor(() =>
    expect(Object.keys(localStorage).filter((key) => key.includes('engagement.answer'))).toEqual([]),
  );
});

test('the ballot of this browser can be gone on with', async () => {
  box.held = true;
  open({ taken: true });
  await screen.findByRole('button', { name: 'Begin' });
});

test('when the ballot cannot be taken, the reason stands there and nothing begins', async () => {
  box.refused = 'You have taken your ballot elsewhere.';
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'Begin' }));
  await screen.findByText('You have taken your ballot elsewhere.');
  expect(screen.getByText('Nobody is told of in a group of fewer than 5.')).toBeTruthy();
});

test('what waits to be sent is not asked again', async () => {
  box.waiting = ['w1'];
  open({ taken: true });
  await screen.findByText('Your answers are kept on this device');
});

test.each([
  [{ endsAt: '2020-01-01T00:00:00Z' }],
  [{ wave: { __typename: 'SurveyWave', id: 'w1', state: 'CLOSED' } }],
])('too late is said: %o', async (patch) => {
  open(patch);
  await screen.findByText('This survey is closed');
});

test('an invitation for somebody else is nothing to see', async () => {
  show(
    <Routes>
      <Route path="/engagement/answer/:id" element={<SurveyAnswerPage />} />
    </Routes>,
    { at: '/engagement/answer/w9', answers: { SurveyAnswerPage: { surveyInvitation: null } } },
  );
  await waitFor(() => expect(screen.getByText('Nothing to see here')).toBeTruthy());
});
