import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import CelebrationPage from '@/app/pages/CelebrationPage';
import CelebrationsPage from '@/app/pages/CelebrationsPage';
import { type DocumentType, type FragmentType, makeFragmentData } from '@/gql';
import { paths } from '@/lib/paths';
import { type Answers, ann, expectAccessible, person, show } from '@/test/render';
import { CelebrationSettings, CelebrationSettingsFragment } from './CelebrationSettings';
import { HomeCelebrations, HomeCelebrationsFragment } from './HomeCelebrations';

// Loaded with the test, so that a slow machine does not wait for them within one.
import './ReportSignatureDialog';

type Choice = DocumentType<typeof CelebrationSettingsFragment>['celebrationChoice'];

const bo = { ...person('Bo Chen'), givenName: 'Bo' };
const me = { ...person('Ann Lee'), id: ann.personId, givenName: 'Ann', isViewer: true };

const celebration = (part: Record<string, unknown> = {}) => ({
  __typename: 'Celebration',
  id: 'c1',
  kind: 'ANNIVERSARY',
  day: '2026-11-25',
  years: 5,
  today: false,
  delivered: false,
  canSign: true,
  signatureCount: 1,
  forViewer: false,
  cardUnread: false,
  ownSignature: null,
  person: bo,
  signatures: [],
  ...part,
});

const signature = (part: Record<string, unknown> = {}) => ({
  __typename: 'CardSignature',
  id: 's1',
  message: 'You hold this place together.',
  createdAt: '2026-11-20T09:00:00Z',
  editedAt: null,
  hidden: false,
  hiddenReason: null,
  canEdit: false,
  canReport: true,
  author: person('Mo Diaz'),
  ...part,
});

const own = { id: 's2', message: 'Five years!', canEdit: true, canReport: false, author: me };
const delivered = { delivered: true, canSign: false };

function answers(more: Answers = {}): Answers {
  return {
    RecognitionTabs: {
      viewer: {
        __typename: 'Viewer',
        person: { __typename: 'Person', id: ann.personId, directReportCount: 0 },
      },
      recognitionSettings: {
        __typename: 'RecognitionSettings',
        pointsEnabled: false,
        leaderboardEnabled: false,
      },
      unreadKudos: 0,
    },
    ...more,
  };
}

const list = (...celebrations: unknown[]) => ({
  CelebrationList: {
    celebrations,
    recognitionSettings: { __typename: 'RecognitionSettings', celebrationsEnabled: true },
  },
});

function card(one: unknown, more: Answers = {}) {
  return show(
    <main>
      <Routes>
        <Route path="recognition/celebrations/:id" element={<CelebrationPage />} />
      </Routes>
    </main>,
    { at: paths.celebration('c1'), answers: { CelebrationPage: { celebration: one }, ...more } },
  );
}

test('nobody’s day says what will stand here, and leads to one’s own choice', async () => {
  show(<main><CelebrationsPage /></main>, { answers: answers(list()) });
  await screen.findByText('Nobody has a day to celebrate in the next week.');
  const link = screen.getByRole('link', { name: 'Say it in Settings' });
  expect(link.getAttribute('href')).toBe('/settings#celebrations');
  await expectAccessible();
});

test('where celebrations are off it says so', async () => {
  show(<main><CelebrationsPage /></main>, {
    answers: answers({
      CelebrationList: {
        celebrations: [],
        recognitionSettings: { __typename: 'RecognitionSettings', celebrationsEnabled: false },
      },
    }),
  });
  await screen.findByText('Celebrations are switched off in your company.');
});

test('one’s own card comes first, then today, then the days to come', async () => {
  show(<main><CelebrationsPage /></main>, {
    answers: answers(
      list(
        celebration({ ownSignature: { __typename: 'CardSignature', id: 's2' } }),
        celebration({ id: 'c2', kind: 'BIRTHDAY', years: null, day: '2026-11-21', today: true, ...delivered }),
        celebration({
          id: 'c3',
          kind: 'BIRTHDAY',
          years: null,
          person: me,
          day: '2026-11-20',
          forViewer: true,
          cardUnread: true,
          signatureCount: 3,
          ...delivered,
        }),
      ),
    ),
  });
  const headings = await screen.findAllByRole('heading', { level: 2 });
  expect(headings.map((one) => one.textContent)).toEqual(['For you', 'Today', 'In the next days']);
  expect(screen.getByText('Birthday, yesterday')).toBeTruthy();
  expect(screen.getByText('5 years with us, 25 November')).toBeTruthy();
  expect(screen.getByText('You signed')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open the card: Birthday' })).toBeTruthy();
  expect(screen.getAllByRole('link', { name: 'Read the card for Bo Chen' })).toHaveLength(2);
  await expectAccessible();
});

test('a colleague signs; what was typed survives a refusal and coming back', async () => {
  let refuse = true;
  const more = {
    SignCard: () =>
      refuse
        ? {
            signCard: {
              __typename: 'Refusal',
              kind: 'INVALID_INPUT',
              code: 'TEXT_TOO_LONG',
              message: 'Shorter, please.',
              field: 'message',
            },
          }
        : {
            signCard: {
              __typename: 'SignCardSuccess',
              celebration: { __typename: 'Celebration', id: 'c1' },
            },
          },
  };
  const first = card(celebration({ signatures: [signature()] }), more);
  await screen.findByText('Bo sees nothing of it before the morning of 25 November.');
  await screen.findByText('1 colleague signed');
  await expectAccessible();
  await first.user.type(screen.getByLabelText('Your words'), 'Five years!');
  await first.user.click(screen.getByRole('button', { name: 'Sign' }));
  await screen.findByText('Shorter, please.');
  first.unmount();
  refuse = false;
  const { user, sent } = card(celebration(), more);
  expect(((await screen.findByLabelText('Your words')) as HTMLTextAreaElement).value).toBe('Five years!');
  await user.click(screen.getByRole('button', { name: 'Sign' }));
  await screen.findByText('You signed. Bo will read it that morning.');
  expect(sent.find((one) => one.operationName === 'SignCard')?.variables).toEqual({
    input: { celebrationId: 'c1', message: 'Five years!', despiteWarning: false },
  });
});

test('a word that the company warns of can be sent knowingly', async () => {
  const { user, sent } = card(celebration(), {
    SignCard: ({ input }: Record<string, any>) =>
      input.despiteWarning
        ? {
            signCard: {
              __typename: 'SignCardSuccess',
              celebration: { __typename: 'Celebration', id: 'c1' },
            },
          }
        : {
            signCard: {
              __typename: 'Refusal',
              kind: 'INVALID_INPUT',
              code: 'TEXT_MAY_HURT',
              message: '“Fool” may hurt.',
              field: 'message',
            },
          },
  });
  await user.type(await screen.findByLabelText('Your words'), 'You fool');
  await user.click(screen.getByRole('button', { name: 'Sign' }));
  await screen.findByText('“Fool” may hurt.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Send as it is' }));
  await waitFor(() =>
    expect(
      sent.filter((one) => one.operationName === 'SignCard').map((one) => one.variables['input']),
    ).toEqual([
      { celebrationId: 'c1', message: 'You fool', despiteWarning: false },
      { celebrationId: 'c1', message: 'You fool', despiteWarning: true },
    ]),
  );
});

test('one’s line can be changed, and taken off and put back', async () => {
  const { user, sent } = card(celebration({ ownSignature: signature(own) }), {
    SignCard: {
      signCard: { __typename: 'SignCardSuccess', celebration: { __typename: 'Celebration', id: 'c1' } },
    },
    WithdrawSignature: {
      withdrawSignature: {
        __typename: 'WithdrawSignatureSuccess',
        celebration: { __typename: 'Celebration', id: 'c1' },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change your words' }));
  const field = screen.getByLabelText('Your words') as HTMLTextAreaElement;
  expect(field.value).toBe('Five years!');
  await user.type(field, ' At last.');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(screen.getByText('Five years!')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Take off the card' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'SignCard')?.variables).toMatchObject({
      input: { celebrationId: 'c1', message: 'Five years!' },
    }),
  );
});

test('its person opens the card, and what stands in it is shown only then', async () => {
  const { user, sent } = card(
    celebration({
      kind: 'BIRTHDAY',
      years: null,
      day: '2026-11-21',
      person: me,
      forViewer: true,
      cardUnread: true,
      signatures: [signature()],
      ...delivered,
    }),
    {
      MarkCardRead: {
        markCardRead: {
          __typename: 'MarkCardReadSuccess',
          celebration: { __typename: 'Celebration', id: 'c1', cardUnread: false },
        },
      },
    },
  );
  await screen.findByText('Happy birthday, Ann!');
  expect(screen.queryByText('You hold this place together.')).toBeNull();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Open your card: 1 colleague signed it' }));
  const words = await screen.findByText('You hold this place together.');
  expect(document.activeElement?.contains(words)).toBe(true);
  expect(sent.find((one) => one.operationName === 'MarkCardRead')?.variables).toEqual({
    input: { celebrationId: 'c1' },
  });
  expect(screen.queryByLabelText('Your words')).toBeNull();
  await expectAccessible();
});

test('a line that hurts is reported with a reason, and who reads that is said', async () => {
  const { user, sent } = card(celebration({ signatures: [signature()] }), {
    ReportSignature: {
      reportContent: { __typename: 'ReportContentSuccess', reportedId: 's1' },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'More to do with what Mo Diaz wrote' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Report' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByText(/those who moderate, with your name/);
  await user.click(within(dialog).getByLabelText('It is not true'));
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Report' }));
  await screen.findByText('Thank you. It will be looked at.');
  expect(sent.find((one) => one.operationName === 'ReportSignature')?.variables).toEqual({
    input: { signatureId: 's1', reason: 'UNTRUE', words: '' },
  });
});

test('a card that is not there, or not for the viewer, looks like nothing', async () => {
  card(null);
  await screen.findByText('Nothing to see here');
});

const SAVED = {
  SetCelebrationChoice: {
    setCelebrationChoice: {
      __typename: 'SetCelebrationChoiceSuccess',
      choice: { __typename: 'CelebrationChoice', anniversary: 'TEAM', birthday: 'EVERYONE' },
    },
  },
};

/** The settings of somebody who chose nothing yet, but for what is told. */
function settings(part: Partial<Choice> = {}, at = '/settings') {
  const viewer = {
    __typename: 'Viewer' as const,
    celebrationChoice: {
      __typename: 'CelebrationChoice' as const,
      anniversary: 'TEAM' as const,
      birthday: 'OFF' as const,
      birthMonth: null,
      birthDay: null,
      hiredOn: '2021-03-03',
      ...part,
    },
  };
  return show(
    <CelebrationSettings viewer={makeFragmentData(viewer, CelebrationSettingsFragment)} />,
    { at, answers: SAVED },
  );
}

test('a birthday is told only with a day and a month, never with a year', async () => {
  const { user, sent } = settings();
  await screen.findByText('Your first day was 3 March 2021.');
  expect(screen.queryByLabelText(/^Day/)).toBeNull();
  await expectAccessible();
  const birthday = within(screen.getByRole('radiogroup', { name: 'Birthday' }));
  await user.click(birthday.getByText('Everyone'));
  const save = screen.getByRole('button', { name: 'Save' }) as HTMLButtonElement;
  expect(save.disabled).toBe(true);
  await user.selectOptions(screen.getByLabelText(/^Month/), 'February');
  await user.selectOptions(screen.getByLabelText(/^Day/), '29');
  expect(screen.getByText(/celebrated on the 28th/)).toBeTruthy();
  await user.selectOptions(screen.getByLabelText(/^Day/), '28');
  expect(screen.queryByText(/celebrated on the 28th/)).toBeNull();
  await expectAccessible();
  await user.click(save);
  await screen.findByText('Saved. It holds at once.');
  expect(sent.find((one) => one.operationName === 'SetCelebrationChoice')?.variables).toEqual({
    input: { anniversary: 'TEAM', birthday: 'EVERYONE', birthMonth: 2, birthDay: 28 },
  });
});

test('the address leads to this part of the settings', async () => {
  settings({}, '/settings#celebrations');
  const part = await screen.findByRole('region', { name: 'Your own celebrations' });
  await waitFor(() => expect(document.activeElement?.contains(part)).toBe(true));
  expect(document.activeElement).not.toBe(document.body);
});

test('a birthday that nobody is told of is not sent at all', async () => {
  const { user, sent } = settings({ birthday: 'EVERYONE', birthMonth: 5, birthDay: 31 });
  await screen.findByLabelText(/^Day/);
  await user.selectOptions(screen.getByLabelText(/^Month/), 'June');
  expect((screen.getByLabelText(/^Day/) as HTMLSelectElement).value).toBe('0');
  const birthday = within(screen.getByRole('radiogroup', { name: 'Birthday' }));
  await user.click(birthday.getByText('Nobody'));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'SetCelebrationChoice')?.variables).toEqual({
      input: { anniversary: 'TEAM', birthday: 'OFF', birthMonth: null, birthDay: null },
    }),
  );
});

function home(...celebrations: unknown[]) {
  const rows = celebrations as FragmentType<typeof HomeCelebrationsFragment>[];
  return show(<HomeCelebrations celebrations={rows} />);
}

test('on Home stand a card to be opened and the nearest days, or nothing at all', async () => {
  const nothing = home();
  expect(nothing.container.querySelector('section')).toBeNull();
  nothing.unmount();
  home(
    celebration({ id: 'mine', person: me, forViewer: true, cardUnread: true, signatureCount: 2 }),
    celebration({ id: 'read', person: me, forViewer: true, cardUnread: false }),
    ...['a', 'b', 'c', 'd'].map((id) => celebration({ id, person: person(`P ${id}`) })),
  );
  const link = screen.getByRole('link', { name: 'A card is here for you, signed by 2 colleagues' });
  expect(link.getAttribute('href')).toBe(paths.celebration('mine'));
  expect(screen.getAllByRole('listitem')).toHaveLength(4);
  await expectAccessible();
});
