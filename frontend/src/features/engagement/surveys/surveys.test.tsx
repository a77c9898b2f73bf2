import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { Route, Routes } from 'react-router';
import SurveyPage from '@/app/pages/SurveyPage';
import SurveysPage from '@/app/pages/SurveysPage';
import { ann, expectAccessible, person, show } from '@/test/render';

beforeEach(() => localStorage.clear());

const hr = { ...ann, isHr: true };
const text = (en: string, ru = '') => ({ __typename: 'LocalizedText', en, ru });

const question = {
  __typename: 'SurveyQuestion',
  id: 'q1',
  kind: 'SCALE_5',
  text: 'I know what is expected of me.',
  texts: text('I know what is expected of me.', 'Я знаю, чего от меня ждут.'),
  driver: { __typename: 'SurveyDriver', id: 'd1', name: 'Clarity' },
  item: { __typename: 'SurveyItem', id: 'i1' },
  outcome: false,
  always: true,
  echo: false,
};
const loss = {
  __typename: 'SegmentLoss',
  kind: 'DEPARTMENT',
  kept: 52,
  people: 62,
  values: 8,
  valuesKept: 6,
};
const wave = {
  __typename: 'SurveyWave',
  id: 'w1',
  number: 1,
  state: 'OPEN',
  startsOn: '2026-11-16',
  endsOn: '2026-11-29',
  invited: 62,
  taken: 35,
  answered: null,
  releasedAt: null,
  destroyOn: null,
  destroyed: false,
  canRead: false,
  losses: [loss],
  questions: [{ __typename: 'SurveyQuestion', id: 'q1' }],
};
const promise = {
  __typename: 'SurveyPromise',
  sentences: ['Nobody is told of in a group of fewer than 5.'],
  hash: 'ab12',
};

function survey(patch: Record<string, unknown> = {}) {
  return {
    __typename: 'Survey',
    id: 's1',
    version: 4,
    title: 'Autumn survey',
    intro: '',
    state: 'DRAFT',
    source: 'ASKED',
    rhythm: 'ONCE',
    readers: 'MANAGERS',
    segments: ['DEPARTMENT', 'TENURE'],
    scoreGroup: 5,
    wordGroup: 10,
    keepDays: 30,
    startsOn: '2026-12-01',
    openDays: 14,
    remindDays: [3, 1],
    waveQuestions: null,
    launchedAt: null,
    endedAt: null,
    canEdit: true,
    owner: person('Hana Berg'),
    titles: text('Autumn survey'),
    intros: text(''),
    audience: {
      __typename: 'SurveyAudience',
      everyone: true,
      departments: [],
      withSubdepartments: true,
      locations: [],
      hiredFrom: null,
      hiredUntil: null,
      managers: [],
      titles: [],
      people: [],
      excluded: [],
    },
    promise,
    problems: [],
    questions: [question],
    waves: [],
    ...patch,
  };
}

const preview = {
  surveyPreview: {
    __typename: 'SurveyPreview',
    people: 62,
    combinations: 14,
    combinationsKept: 9,
    smallest: 5,
    overAsked: 2,
    opensAt: '2026-12-01T00:00:00Z',
    closesAt: '2026-12-14T23:00:00Z',
    losses: [loss],
    firstQuestions: [question],
  },
};

function open(of: ReturnType<typeof survey>, at: string, more: Record<string, unknown> = {}) {
  return show(
    <Routes>
      <Route path="/engagement/surveys/:id" element={<SurveyPage />} />
      <Route path="/engagement/surveys" element={<p>The list</p>} />
    </Routes>,
    {
      at,
      session: hr,
      answers: {
        SurveyPage: { survey: of },
        SurveyEditor: { survey: of },
        SurveyPreview: preview,
        SurveyDepartments: { departments: [] },
        SaveSurvey: ({ input }: Record<string, any>) => ({
          saveSurvey: {
            __typename: 'SaveSurveySuccess',
            survey: { ...of, version: input.version + 1 },
          },
        }),
        ...more,
      },
    },
  );
}

const saved = (sent: { operationName: string; variables: Record<string, unknown> }[]) =>
  sent.filter((one) => one.operationName === 'SaveSurvey').map((one) => one.variables['input'] as any);

test('surveys stand with their last wave; what is closed leads to its results', async () => {
  const closed = { ...wave, state: 'CLOSED', answered: 48, canRead: true };
  show(<SurveysPage />, {
    session: hr,
    answers: { Surveys: { surveys: [survey(), survey({ id: 's2', title: 'Spring', state: 'LAUNCHED', waves: [closed] })] } },
  });
  await screen.findByText('Autumn survey');
  expect(screen.getByText('draft')).toBeTruthy();
  expect(screen.getByText(/48 of 62 answered/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Results: Spring' }).getAttribute('href')).toBe('/engagement/report/w1');
  await expectAccessible();
});

test('a new pulse begins with promises that are never below the least', async () => {
  const { user, sent } = show(<SurveysPage />, {
    session: hr,
    at: '/engagement/surveys?new',
    answers: {
      Surveys: { surveys: [] },
      SaveSurvey: { saveSurvey: { __typename: 'SaveSurveySuccess', survey: survey() } },
    },
  });
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('textbox', { name: 'English' }));
  await user.paste('Monthly pulse');
  await user.click(within(dialog).getByRole('radio', { name: /A pulse, every month/ }));
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Create the draft' }));
  await waitFor(() => expect(saved(sent)).toHaveLength(1));
  expect(saved(sent)[0]).toMatchObject({
    titles: { en: 'Monthly pulse', ru: '' },
    rhythm: 'MONTHLY',
    scoreGroup: 5,
    wordGroup: 10,
    waveQuestions: null,
    audience: { everyone: true },
  });
});

test('groups are put in order, the draft saves itself, and the promise reads as it will', async () => {
  const { user, sent } = open(survey(), '/engagement/surveys/s1?part=groups');
  await screen.findByText('Nobody is told of in a group of fewer than 5.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Time in the company: higher' }));
  await user.click(screen.getByRole('button', { name: 'Add: Location' }));
  await waitFor(() => expect(saved(sent).length).toBeGreaterThan(0), { timeout: 4000 });
  expect(saved(sent).at(-1).segments).toEqual(['TENURE', 'DEPARTMENT', 'LOCATION']);
  expect(saved(sent).at(-1).version).toBe(4);
});

test('fewer than the least cannot be typed into the promise', async () => {
  const { user, sent } = open(survey(), '/engagement/surveys/s1?part=groups');
  const field = await screen.findByRole('spinbutton', { name: 'For scores' });
  await user.clear(field);
  await user.type(field, '4');
  await user.tab();
  expect((field as HTMLInputElement).value).toBe('5');
  expect(saved(sent)).toEqual([]);
});

test('questions come from the bank, several at once, and each only once', async () => {
  const { user, sent } = open(survey(), '/engagement/surveys/s1?part=questions', {
    SurveyBankPicker: {
      surveyItems: [
        { ...question, __typename: 'SurveyItem', id: 'i1', licence: 'Own', languages: ['en', 'ru'] },
        {
          ...question,
          __typename: 'SurveyItem',
          id: 'i2',
          text: 'I can focus.',
          texts: text('I can focus.'),
          licence: 'Own',
          languages: ['en'],
        },
      ],
      surveyDrivers: [{ __typename: 'SurveyDriver', id: 'd1', name: 'Clarity' }],
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Choose from the bank' }));
  const dialog = await screen.findByRole('dialog');
  const had = await within(dialog).findByRole<HTMLInputElement>('checkbox', {
    name: 'I know what is expected of me.',
  });
  expect(had.disabled).toBe(true);
  await user.click(within(dialog).getByRole('checkbox', { name: 'I can focus.' }));
  await user.click(within(dialog).getByRole('button', { name: 'Add 1 question' }));
  await screen.findByText('I can focus.');
  await waitFor(() => expect(saved(sent).length).toBeGreaterThan(0), { timeout: 4000 });
  expect(saved(sent).at(-1).questions).toEqual([
    { questionId: 'q1', itemId: null, always: true, outcome: false },
    { questionId: null, itemId: 'i2', always: true, outcome: false },
  ]);
  await expectAccessible();
});

test('before the launch it stands who is asked, what is lost, what is promised', async () => {
  const { user, sent } = open(survey(), '/engagement/surveys/s1?part=launch', {
    LaunchSurvey: {
      launchSurvey: {
        __typename: 'LaunchSurveySuccess',
        survey: { __typename: 'Survey', id: 's1', state: 'LAUNCHED' },
      },
    },
  });
  await screen.findByText('62 people');
  const table = screen.getByRole('table', { name: 'What reports will be able to tell' });
  expect(within(table).getByText('6 of 8')).toBeTruthy();
  expect(within(table).getByText('52 of 62')).toBeTruthy();
  expect(screen.getByText(/2 people are left out/)).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Launch' }));
  await screen.findByText(/Launched\. Invitations/);
  expect(sent.find((one) => one.operationName === 'LaunchSurvey')?.variables).toEqual({
    input: { surveyId: 's1', version: 4 },
  });
});

test('what stands in the way is said, and keeps it from being launched', async () => {
  open(survey({ problems: ['There is no outcome among the questions.'] }), '/engagement/surveys/s1?part=launch');
  await screen.findByText('There is no outcome among the questions.');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Launch' }).disabled).toBe(true);
});

test('a refusal of what was typed is said, and the draft is kept here', async () => {
  const { user } = open(survey(), '/engagement/surveys/s1?part=people', {
    SaveSurvey: {
      saveSurvey: {
        __typename: 'Refusal',
        kind: 'INVALID_INPUT',
        code: 'AUDIENCE_EMPTY',
        message: 'Say who is asked.',
        field: 'audience',
      },
    },
  });
  await user.click(await screen.findByRole('switch', { name: /Everybody/ }));
  await waitFor(() => expect(screen.getAllByText('Say who is asked.').length).toBeGreaterThan(0), {
    timeout: 4000,
  });
  expect(screen.getByText('Kept on this device, not yet sent')).toBeTruthy();
  await expectAccessible();
});

test('days say when reminders go out, and nobody by name', async () => {
  open(survey({ rhythm: 'MONTHLY', waveQuestions: 5 }), '/engagement/surveys/s1?part=days');
  await screen.findByText(/11 December, 13 December/);
  expect(screen.getByText(/1 of them is asked in every wave/)).toBeTruthy();
  await expectAccessible();
});

test('an open wave tells how many, roughly, and reminds without names', async () => {
  const { user, sent } = open(survey({ state: 'LAUNCHED', waves: [wave] }), '/engagement/surveys/s1', {
    RemindOfWave: { remindOfWave: { __typename: 'RemindOfWaveSuccess', reminded: 25 } },
  });
  await screen.findByText(/about 35 ballots taken/);
  expect(screen.getByText('ab12')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Remind those who have not begun' }));
  await screen.findByText('About 25 people are reminded');
  expect(sent.find((one) => one.operationName === 'RemindOfWave')?.variables).toEqual({
    input: { waveId: 'w1' },
  });
});

test('of few invited it is not even told how many took their ballot', async () => {
  open(
    survey({ state: 'LAUNCHED', waves: [{ ...wave, invited: 9, taken: null }] }),
    '/engagement/surveys/s1',
  );
  await screen.findByText(/is not told of so few/);
});

test('a wave is called off with a reason', async () => {
  const { user, sent } = open(survey({ state: 'LAUNCHED', waves: [wave] }), '/engagement/surveys/s1', {
    CancelWave: {
      cancelWave: {
        __typename: 'CancelWaveSuccess',
        wave: { __typename: 'SurveyWave', id: 'w1', state: 'CANCELLED' },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Call off' }));
  const dialog = await screen.findByRole('dialog');
  const off = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Call off' });
  expect(off.disabled).toBe(true);
  await user.click(within(dialog).getByRole('textbox'));
  await user.paste('Wrong questions.');
  await user.click(off);
  await screen.findByText(/destroyed unread/);
  expect(sent.find((one) => one.operationName === 'CancelWave')?.variables).toEqual({
    input: { waveId: 'w1', reason: 'Wrong questions.' },
  });
});

test('a pulse is asked no more', async () => {
  const { user, sent } = open(
    survey({ state: 'LAUNCHED', rhythm: 'MONTHLY', waves: [wave] }),
    '/engagement/surveys/s1',
    {
      EndSurvey: {
        endSurvey: {
          __typename: 'EndSurveySuccess',
          survey: { __typename: 'Survey', id: 's1', state: 'ENDED' },
        },
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Ask no more' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Ask no more' }));
  await screen.findByText('There will be no further wave');
  expect(sent.find((one) => one.operationName === 'EndSurvey')?.variables).toEqual({
    input: { surveyId: 's1', version: 4 },
  });
});

test('a draft is deleted after one question', async () => {
  const { user, sent } = open(survey(), '/engagement/surveys/s1', {
    DeleteSurveyDraft: {
      deleteSurveyDraft: { __typename: 'DeleteSurveyDraftSuccess', deletedId: 's1' },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Delete the draft' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Delete the draft' }));
  await screen.findByText('The list');
  expect(sent.find((one) => one.operationName === 'DeleteSurveyDraft')?.variables).toEqual({
    input: { surveyId: 's1', version: 4 },
  });
});
