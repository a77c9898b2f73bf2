import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import AwardPage from '@/app/pages/AwardPage';
import AwardsPage from '@/app/pages/AwardsPage';
import { paths } from '@/lib/paths';
import { type Answers, ann, expectAccessible, person, show } from '@/test/render';
import { quartersAround, usualDays } from './useQuarter';

// Loaded with the test, so that a slow machine does not wait for them within one.
import './AnnounceDialog';
import './AwardDialog';
import './NominateDialog';

const hana = { ...ann, isHr: true };
const bo = person('Bo Chen');
const mo = person('Mo Diaz');
const value = {
  __typename: 'CompanyValue',
  id: 'v1',
  name: 'Finish it',
  description: 'To the end.',
  color: 'teal',
  icon: 'star',
  retired: false,
};

const nomination = (part: Record<string, unknown> = {}) => ({
  __typename: 'AwardNomination',
  id: 'n1',
  reason: 'She drove back at night.',
  createdAt: '2026-11-20T09:00:00Z',
  canEdit: false,
  companyValue: value,
  nominee: bo,
  author: mo,
  ...part,
});

const award = (part: Record<string, unknown> = {}) => ({
  __typename: 'Award',
  id: 'a1',
  name: 'The Last Metre',
  description: 'For what worked.',
  quarter: '2026-Q4',
  repeats: false,
  state: 'NOMINATING',
  nominationsFrom: '2026-11-14',
  nominationsUntil: '2026-12-04',
  votingUntil: '2026-12-14',
  winnersWanted: 1,
  winners: [],
  announcedAt: null,
  kudos: [],
  jurors: [mo],
  isJuror: false,
  organiser: person('Hana Osei'),
  myNominations: [],
  nominationsOfMe: [],
  nomineeCount: null,
  canEdit: false,
  canNominate: false,
  canVote: false,
  canAnnounce: false,
  version: 4,
  ballot: null,
  results: null,
  ...part,
});

const settings = {
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
};

const list = (...nodes: unknown[]) => ({
  awards: {
    __typename: 'AwardConnection',
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    edges: nodes.map((node) => ({ __typename: 'AwardEdge', node })),
  },
});

const PICK = (found: unknown) => ({
  people: {
    __typename: 'PersonConnection',
    edges: [{ __typename: 'PersonEdge', node: found }],
  },
});

function one(part: Record<string, unknown>, more: Answers = {}, at = paths.award('a1'), session = ann) {
  return show(
    <main>
      <Routes>
        <Route path="recognition/awards/:id" element={<AwardPage />} />
      </Routes>
    </main>,
    {
      at,
      session,
      answers: {
        AwardPage: { award: award(part) },
        NominateForm: { companyValues: [value] },
        ...more,
      },
    },
  );
}

const refusal = (field: string | null, code = 'X') => ({
  __typename: 'Refusal',
  kind: 'INVALID_INPUT',
  code,
  message: 'That cannot be.',
  field,
});

const done = (mutation: string, field = 'award', typename = 'Award') => ({
  [mutation]: {
    __typename: `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Success`,
    [field]: { __typename: typename, id: 'a1' },
  },
});

test('the list says what is on, what one can do, and who has what', async () => {
  show(<main><AwardsPage /></main>, {
    answers: {
      ...settings,
      AwardList: list(
        award({ canNominate: true }),
        award({ id: 'a2', name: 'The First Metre', state: 'ANNOUNCED', quarter: '2026-Q3', winners: [bo] }),
      ),
    },
  });
  await screen.findByText('Quarter 4 of 2026 · nominate until 4 December');
  const link = screen.getByRole('link', { name: 'Nominate somebody: The Last Metre' });
  expect(link.getAttribute('href')).toBe('/recognition/awards/a1?nominate');
  const over = screen.getByRole('region', { name: 'Over' });
  expect(within(over).getByRole('link', { name: 'Bo Chen' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Plan an award' })).toBeNull();
  await expectAccessible();
});

test('the form of an award has a name for each of its fields', async () => {
  show(<main><AwardsPage /></main>, {
    session: hana,
    at: `${paths.awards}?new`,
    answers: { ...settings, AwardList: list() },
  });
  await screen.findByRole('dialog');
  await expectAccessible();
});

test('without any award it says what there will be, and HR plans one', async () => {
  const { user, sent } = show(<main><AwardsPage /></main>, {
    session: hana,
    answers: {
      ...settings,
      AwardList: list(),
      PickPeople: PICK(mo),
      SaveAward: { saveAward: refusal('nominationsUntil') },
    },
  });
  await screen.findByText('There is no award yet.');
  await user.click(screen.getByRole('button', { name: 'Plan an award' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByLabelText(/^Name/), 'Metre');
  await user.type(within(dialog).getByRole('textbox', { name: 'The jury' }), 'mo');
  await user.click(await within(dialog).findByRole('option', { name: /Mo Diaz/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await within(dialog).findByText('That cannot be.');
  expect(sent.find((one) => one.operationName === 'SaveAward')?.variables).toEqual({
    input: {
      awardId: null,
      name: 'Metre',
      description: '',
      quarter: '2026-Q4',
      repeats: false,
      nominationsFrom: '2026-11-22',
      nominationsUntil: '2026-12-05',
      votingUntil: '2026-12-12',
      winnersWanted: 1,
      jurorIds: [mo.id],
      version: null,
    },
  });
  await user.click(within(dialog).getByRole('button', { name: 'Close' }));
  await user.click(screen.getByRole('button', { name: 'Plan an award' }));
  await screen.findByText('Here is what you had begun to write.');
});

test('quarters run over the turn of a year, and the usual days are three weeks', () => {
  expect(quartersAround('2026-11-21')).toEqual(['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2']);
  expect(quartersAround('2027-01-01')).toEqual(['2026-Q4', '2027-Q1', '2027-Q2', '2027-Q3']);
  expect(usualDays('2026-12-28')).toEqual({
    nominationsFrom: '2026-12-29',
    nominationsUntil: '2027-01-11',
    votingUntil: '2027-01-18',
  });
});

test('somebody is nominated under a value; who will read it is said before', async () => {
  const { user, sent } = one(
    { canNominate: true },
    {
      PickPeople: PICK(bo),
      NominateForAward: ({ input }: Record<string, any>) =>
        input.despiteWarning
          ? done('nominateForAward', 'nomination', 'AwardNomination')
          : { nominateForAward: refusal('reason', 'TEXT_MAY_HURT') },
    },
  );
  await screen.findByText(/Who made others' work better this quarter/);
  await user.click(screen.getByRole('button', { name: 'Nominate somebody' }));
  const dialog = await screen.findByRole('dialog');
  const send = within(dialog).getByRole('button', { name: 'Nominate' }) as HTMLButtonElement;
  expect(send.disabled).toBe(true);
  await user.type(within(dialog).getByRole('textbox', { name: 'Whom' }), 'bo');
  await user.click(await within(dialog).findByRole('option', { name: /Bo Chen/ }));
  await within(dialog).findByText(/Bo Chen once the award is announced; all with your name/);
  await user.selectOptions(within(dialog).getByLabelText(/Which of our values/), 'Finish it');
  await user.type(within(dialog).getByLabelText(/^Why/), 'Back.');
  await expectAccessible();
  await user.click(send);
  await user.click(await within(dialog).findByRole('button', { name: 'Send as it is' }));
  await screen.findByText(/Bo Chen is nominated/);
  expect(sent.filter((one) => one.operationName === 'NominateForAward').at(-1)?.variables).toEqual({
    input: {
      awardId: 'a1',
      nomineeId: bo.id,
      companyValueId: 'v1',
      reason: 'Back.',
      despiteWarning: true,
    },
  });
});

test('an own nomination can be changed, and taken back and put back', async () => {
  const { user, sent } = one(
    { canNominate: true, myNominations: [nomination({ canEdit: true, author: person('Ann Lee') })] },
    {
      NominateForAward: done('nominateForAward', 'nomination', 'AwardNomination'),
      WithdrawAwardNomination: done('withdrawAwardNomination'),
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Edit what you wrote about Bo Chen' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('You nominate Bo Chen.');
  await user.type(within(dialog).getByLabelText(/^Why/), ' Twice.');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'NominateForAward')?.variables).toMatchObject({
      input: { nomineeId: bo.id, reason: 'She drove back at night. Twice.' },
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Take back: Bo Chen' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(
      sent.filter((one) => one.operationName === 'NominateForAward').at(-1)?.variables,
    ).toMatchObject({ input: { nomineeId: bo.id, reason: 'She drove back at night.' } }),
  );
});

const line = (part: Record<string, unknown> = {}) => ({
  __typename: 'AwardBallotLine',
  nominee: bo,
  nominations: [nomination()],
  score: null,
  conflict: null,
  ...part,
});

test('a juror scores, and where they have a conflict of interest they are told why not', async () => {
  const { user, sent } = one(
    {
      state: 'VOTING',
      isJuror: true,
      canVote: true,
      ballot: [line(), line({ nominee: person('Max Weber'), conflict: 'MANAGER', nominations: [] })],
    },
    { VoteForAward: done('voteForAward') },
  );
  await screen.findByText('This is your own manager: you do not vote here.');
  await screen.findByText('You voted on 0 of 1');
  await screen.findByText('She drove back at night.');
  expect(screen.getAllByRole('radio')).toHaveLength(5);
  await expectAccessible();
  await user.click(screen.getByRole('radio', { name: '4: very much' }));
  expect((screen.getByRole('radio', { name: '4: very much' }) as HTMLInputElement).checked).toBe(true);
  await user.click(await screen.findByRole('button', { name: 'Take my vote for Bo Chen back' }));
  await waitFor(() =>
    expect(
      sent.filter((one) => one.operationName === 'VoteForAward').map((one) => one.variables['input']),
    ).toEqual([
      { awardId: 'a1', nomineeId: bo.id, score: 4 },
      { awardId: 'a1', nomineeId: bo.id, score: null },
    ]),
  );
});

test('a vote that is refused goes back to what it was', async () => {
  const { user } = one(
    { state: 'VOTING', canVote: true, ballot: [line({ score: 2 })] },
    { VoteForAward: { voteForAward: refusal(null) } },
  );
  await user.click(await screen.findByRole('radio', { name: '5: most' }));
  await screen.findByText('That cannot be.');
  expect((screen.getByRole('radio', { name: '2: a little' }) as HTMLInputElement).checked).toBe(true);
});

test('after voting a ballot can only be read', async () => {
  one({ state: 'DECIDING', ballot: [line({ score: 2 })] });
  await screen.findByText('Your vote: 2: a little');
  expect(screen.queryByRole('radio')).toBeNull();
});

const result = (part: Record<string, unknown> = {}) => ({
  __typename: 'AwardResult',
  nominee: bo,
  mean: 4.33,
  votes: 3,
  possible: 4,
  winner: false,
  nominations: [nomination()],
  ...part,
});

test('HR sees means with how many voted, and announces those whom the votes give it', async () => {
  const { user, sent } = one(
    {
      state: 'DECIDING',
      canAnnounce: true,
      results: [
        result({ winner: true }),
        result({ nominee: mo, mean: 5, votes: 1 }),
        result({ nominee: person('Max Weber'), mean: null, votes: 0 }),
      ],
    },
    { AnnounceAward: done('announceAward') },
    paths.award('a1'),
    hana,
  );
  await screen.findByText('4.33 of 5');
  expect(screen.getByText('3 of 4 votes')).toBeTruthy();
  expect(screen.getByText('By the votes')).toBeTruthy();
  expect(screen.getByText('No votes')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Announce' }));
  const dialog = await screen.findByRole('dialog');
  expect((within(dialog).getByLabelText('Bo Chen') as HTMLInputElement).checked).toBe(true);
  expect((within(dialog).getByLabelText('Mo Diaz') as HTMLInputElement).disabled).toBe(true);
  await user.type(within(dialog).getByLabelText(/What everybody will read/), 'Back.');
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Announce the winner' }));
  await screen.findByText(/^Announced\. The winner/);
  expect(sent.find((one) => one.operationName === 'AnnounceAward')?.variables).toEqual({
    input: { awardId: 'a1', winnerIds: [bo.id], message: 'Back.', version: 4 },
  });
});

test('once announced everybody sees who has it, and those nominated what was written', async () => {
  one({
    state: 'ANNOUNCED',
    announcedAt: '2026-12-16T09:00:00Z',
    winners: [bo],
    kudos: [{ __typename: 'Kudos', id: 'k1' }],
    nominationsOfMe: [nomination({ nominee: person('Ann Lee') })],
  });
  await screen.findByRole('heading', { name: 'The award goes to' });
  expect(screen.getByRole('link', { name: 'Read the thanks' }).getAttribute('href')).toBe(
    '/recognition/k1',
  );
  const ofMe = screen.getByRole('region', { name: 'What was written about you' });
  await within(ofMe).findByText('She drove back at night.');
  await expectAccessible();
});

test('whoever has it alone is told so', async () => {
  one({ state: 'ANNOUNCED', winners: [{ ...person('Ann Lee'), isViewer: true }] });
  await screen.findByRole('heading', { name: 'This award is yours' });
});

test('HR moves an award on with the version it saw, and calls it off only when sure', async () => {
  const { user, sent } = one(
    { canEdit: true },
    { AdvanceAward: { advanceAward: { ...refusal(null), message: 'Somebody was first.' } }, CancelAward: done('cancelAward') },
    paths.award('a1'),
    hana,
  );
  await user.click(await screen.findByRole('button', { name: 'Close nominations now' }));
  await screen.findByText('Somebody was first.');
  expect(sent.find((one) => one.operationName === 'AdvanceAward')?.variables).toEqual({
    input: { awardId: 'a1', version: 4 },
  });
  await user.click(screen.getByRole('button', { name: 'Call it off' }));
  expect(sent.some((one) => one.operationName === 'CancelAward')).toBe(false);
  await expectAccessible();
  const sure = screen.getByText(/This cannot be undone/).parentElement as HTMLElement;
  await user.click(within(sure).getByRole('button', { name: 'Call it off' }));
  await screen.findByText('The award is called off.');
});

test('an award that is not there, or not for the viewer, looks like nothing', async () => {
  show(
    <Routes>
      <Route path="recognition/awards/:id" element={<AwardPage />} />
    </Routes>,
    { at: paths.award('a1'), answers: { AwardPage: { award: null } } },
  );
  await screen.findByText('Nothing to see here');
});
