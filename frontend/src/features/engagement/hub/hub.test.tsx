import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import EngagementPage from '@/app/pages/EngagementPage';
import EngagementSettingsPage from '@/app/pages/EngagementSettingsPage';
import { ann, expectAccessible, show } from '@/test/render';
import { EngagementChoices } from './EngagementChoices';
import PulseCard from './PulseCard';

const box = vi.hoisted(() => ({ waiting: [] as string[], held: false }));

vi.mock('@/lib/ballot', () => ({
  waitingSheets: async () => box.waiting,
  sendWaiting: async () => [],
  heldBallot: async () => (box.held ? { waveId: 'w1' } : undefined),
}));

beforeEach(() => {
  Object.assign(box, { waiting: [], held: false });
  localStorage.clear();
});

const invitation = {
  __typename: 'SurveyInvitation',
  wave: { __typename: 'SurveyWave', id: 'w1' },
  title: 'Autumn pulse',
  taken: false,
  endsAt: '2026-11-29T23:00:00Z',
  seconds: 40,
  questions: [{ __typename: 'SurveyQuestion', id: 'q1' }],
};

const past = {
  __typename: 'SurveyWave',
  id: 'w0',
  title: 'Spring survey',
  number: 1,
  state: 'CLOSED',
  endsOn: '2026-05-20',
  invited: 60,
  answered: 48,
  canRead: true,
};

function hub(toAnswer: unknown[], waves: unknown[], more = false) {
  return {
    EngagementPage: {
      viewer: {
        __typename: 'Viewer',
        surveysToAnswer: toAnswer,
        actionPlans: [],
        surveyWaves: {
          __typename: 'SurveyWaveConnection',
          totalCount: waves.length,
          pageInfo: { __typename: 'PageInfo', hasNextPage: more, endCursor: 'c1' },
          edges: waves.map((node) => ({ __typename: 'SurveyWaveEdge', node })),
        },
      },
    },
  };
}

test('what is to answer comes first, then what is over, with who looked', async () => {
  const waves = [past, { ...past, id: 'w2', title: 'Old one', canRead: false }];
  show(<EngagementPage />, { answers: hub([invitation], waves) });
  const answer = await screen.findByRole('link', { name: 'Answer: Autumn pulse' });
  expect(answer.getAttribute('href')).toBe('/engagement/answer/w1');
  expect(screen.getByText(/under a minute/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Results: Spring survey' }).getAttribute('href')).toBe(
    '/engagement/report/w0',
  );
  expect(screen.queryByRole('link', { name: 'Results: Old one' })).toBeNull();
  expect(
    screen.getByRole('link', { name: 'Who looked at the results: Old one' }).getAttribute('href'),
  ).toBe('/engagement/ledger/w2');
  await expectAccessible();
});

test('the parts of HR stand there for HR alone', async () => {
  const first = show(<EngagementPage />, { answers: hub([], []) });
  await screen.findByText('Nothing to answer just now');
  expect(screen.queryByRole('link', { name: 'Surveys' })).toBeNull();
  await expectAccessible();
  first.unmount();
  show(<EngagementPage />, { answers: hub([], []), session: { ...ann, isHr: true } });
  expect((await screen.findByRole('link', { name: 'Surveys' })).getAttribute('href')).toBe(
    '/engagement/surveys',
  );
});

test('a ballot that was taken is not nagged about, and sheets that wait are told of', async () => {
  box.waiting = ['w1'];
  show(<EngagementPage />, { answers: hub([{ ...invitation, taken: true }], []) });
  await screen.findByText(/wait in this browser to be sent/);
  const line = screen.getByText('Autumn pulse').closest('li') as HTMLElement;
  expect(within(line).getByText(/go on where you began/)).toBeTruthy();
  expect(within(line).queryByRole('link', { name: /^Answer/ })).toBeNull();
});

test('a ballot that lies in this browser can be gone on with', async () => {
  box.held = true;
  show(<EngagementPage />, { answers: hub([{ ...invitation, taken: true }], []) });
  await screen.findByText(/lies in this browser and is not sent yet/);
  expect(screen.getByRole('link', { name: 'Answer: Autumn pulse' }).textContent).toBe('Go on');
});

test('a wave that was called off, and one that is being worked out, say so', async () => {
  show(<EngagementPage />, {
    answers: hub(
      [],
      [
        { ...past, state: 'CANCELLED', answered: null, canRead: false },
        { ...past, id: 'w3', state: 'CLOSING', answered: null, canRead: false },
      ],
      true,
    ),
  });
  await screen.findByText(/destroyed unread/);
  expect(screen.getByText(/being worked out/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Show older ones' })).toBeTruthy();
});

const pulse = {
  __typename: 'PulseQuestion',
  wave: { __typename: 'SurveyWave', id: 'w1' },
  title: 'Autumn pulse',
  questions: 5,
  question: {
    __typename: 'SurveyQuestion',
    id: 'q1',
    kind: 'SCALE_5',
    text: 'I know what is expected of me.',
    help: '',
    labels: ['Not at all', 'Fully'],
    options: [],
  },
} as never;

test('the answers on Home are links to where they are confirmed; nothing is sent', async () => {
  const { sent } = show(<PulseCard pulse={pulse} />);
  const four = await screen.findByRole('link', { name: '4' });
  expect(four.getAttribute('href')).toBe('/engagement/answer/w1#q=q1&a=4');
  expect(screen.getByRole('link', { name: '5 – Fully' })).toBeTruthy();
  expect(screen.getByText(/5 questions in all/)).toBeTruthy();
  expect(sent).toEqual([]);
  await expectAccessible();
});

test('mails about surveys can be switched off', async () => {
  const viewer = {
    __typename: 'Viewer',
    engagementPreference: { __typename: 'EngagementPreference', mails: true },
  } as never;
  const { user, sent } = show(<EngagementChoices viewer={viewer} />, {
    answers: {
      EditEngagementPreference: {
        editEngagementPreference: {
          __typename: 'EditEngagementPreferenceSuccess',
          preference: { __typename: 'EngagementPreference', mails: false },
        },
      },
    },
  });
  await user.click(await screen.findByRole('switch', { name: /Mails about surveys/ }));
  await screen.findByText('Saved');
  expect(sent[0]?.variables).toEqual({ input: { mails: false } });
});

test('how much anybody is asked in a month is HR’s to say, with the refusal at its field', async () => {
  const { user, sent } = show(<EngagementSettingsPage />, {
    session: { ...ann, isHr: true },
    answers: {
      EngagementSettings: {
        engagementSettings: {
          __typename: 'EngagementSettings',
          monthlyQuestions: 40,
          version: 2,
          canEdit: true,
        },
      },
      EditEngagementSettings: {
        editEngagementSettings: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'TOO_MANY',
          message: 'At most 200.',
          field: 'monthlyQuestions',
        },
      },
    },
  });
  const field = await screen.findByRole('spinbutton');
  await user.clear(field);
  await user.type(field, '300');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('At most 200.');
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'EditEngagementSettings')?.variables).toEqual({
      input: { monthlyQuestions: 300, version: 2 },
    }),
  );
  await expectAccessible();
});
