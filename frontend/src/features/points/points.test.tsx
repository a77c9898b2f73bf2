import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import RewardsPage from '@/app/pages/RewardsPage';
import { paths } from '@/lib/paths';
import { type Answers, ann, expectAccessible, person, show } from '@/test/render';

// Loaded with the test, so that a slow machine does not wait for them within one.
import './RedeemDialog';
import './RewardDialog';

const hana = { ...ann, isHr: true };
const NO_MORE = { __typename: 'PageInfo', hasNextPage: false, endCursor: null };

const purse = (part: Record<string, unknown> = {}) => ({
  __typename: 'PointsPurse',
  allowance: 100,
  left: 60,
  month: '2026-11',
  expiresOn: '2026-11-30',
  earned: 240,
  held: 0,
  giftMaximum: null,
  canGive: true,
  ...part,
});

const reward = (name: string, part: Record<string, unknown> = {}) => ({
  __typename: 'Reward',
  id: name,
  name,
  description: 'Yours.',
  cost: 100,
  stock: null,
  pictureUrl: null,
  pictureAlt: '',
  retired: false,
  version: 3,
  affordable: true,
  canEdit: false,
  ...part,
});

const redemption = (part: Record<string, unknown> = {}) => ({
  __typename: 'Redemption',
  id: 'r1',
  rewardName: 'A book',
  cost: 25,
  state: 'REQUESTED',
  note: 'Paper, please.',
  reason: '',
  createdAt: '2026-11-20T09:00:00Z',
  decidedAt: null,
  fulfilledAt: null,
  version: 1,
  canCancel: true,
  canDecide: false,
  canFulfil: false,
  person: person('Bo Chen'),
  decidedBy: null,
  ...part,
});

const list = (kind: string, nodes: unknown[], pageInfo: unknown = NO_MORE) => ({
  __typename: `${kind}Connection`,
  totalCount: nodes.length,
  pageInfo,
  edges: nodes.map((node) => ({ __typename: `${kind}Edge`, node })),
});

function answers(more: Answers = {}): Answers {
  return {
    RecognitionTabs: {
      viewer: {
        __typename: 'Viewer',
        person: { __typename: 'Person', id: ann.personId, directReportCount: 0 },
      },
      recognitionSettings: {
        __typename: 'RecognitionSettings',
        pointsEnabled: true,
        leaderboardEnabled: false,
      },
      unreadKudos: 0,
    },
    RewardsPage: { viewer: { __typename: 'Viewer', points: purse() } },
    RewardCatalogue: { rewards: [] },
    MyRedemptions: { redemptions: list('Redemption', []) },
    MyPointsMoves: { pointsMoves: list('PointsMove', []) },
    ...more,
  };
}

const page = (
  <main>
    <Routes>
      <Route path="recognition/rewards/*" element={<RewardsPage />} />
    </Routes>
  </main>
);

test('the purse says what is left to give and until when, and what is earned', async () => {
  show(page, { at: paths.rewards, answers: answers() });
  const give = await screen.findByRole('region', { name: 'To give this month' });
  expect(give.textContent).toContain('60 of 100 points left');
  expect(give.textContent).toContain('What is left expires on 30 November.');
  const earned = screen.getByRole('region', { name: 'Earned' });
  expect(earned.textContent).toContain('240 points');
  await screen.findByText('What points are exchanged for will stand here.');
  await screen.findByText('What you ask for will stand here.');
  await screen.findByText('Every change of your points will stand here.');
  await expectAccessible();
});

test('while points are off there is nothing but a word of it, and HR can prepare', async () => {
  const off = { RewardsPage: { viewer: { __typename: 'Viewer', points: null } } };
  const { unmount } = show(page, { at: paths.rewards, answers: answers(off) });
  await screen.findByText('There are no points here.');
  expect(screen.queryByText('Rewards that')).toBeNull();
  unmount();
  show(page, {
    at: paths.rewards,
    session: hana,
    answers: answers({ ...off, RewardCatalogue: { rewards: [reward('A book')] } }),
  });
  await screen.findByText(/Points are switched off/);
  await screen.findByText('A book');
  expect(screen.queryByRole('button', { name: 'Ask for it: A book' })).toBeNull();
});

test('only what can be had now has a button, and the others say why not', async () => {
  show(page, {
    at: paths.rewards,
    answers: answers({
      RewardCatalogue: {
        rewards: [
          reward('A book'),
          reward('A day off', { cost: 300, affordable: false }),
          reward('A mug', { stock: 0, affordable: false }),
        ],
      },
    }),
  });
  await screen.findByRole('button', { name: 'Ask for it: A book' });
  expect(screen.getByText('60 points more and it is yours.')).toBeTruthy();
  expect(screen.getByText('None left')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: /^Ask for it/ })).toHaveLength(1);
  await expectAccessible();
});

test('a wish that the network lost goes again under the same key, with the note kept', async () => {
  let lost = true;
  const { user, sent } = show(page, {
    at: paths.rewards,
    answers: answers({
      RewardCatalogue: { rewards: [reward('A book')] },
      RedeemReward: () => {
        if (lost) throw new Error('cut off');
        return {
          redeemReward: {
            __typename: 'RedeemRewardSuccess',
            redemption: { __typename: 'Redemption', id: 'r1', state: 'REQUESTED' },
          },
        };
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Ask for it: A book' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('Then left140');
  await user.type(within(dialog).getByLabelText('A word to HR'), 'Paper');
  await user.click(within(dialog).getByRole('button', { name: 'Ask for it for 100 points' }));
  await within(dialog).findByText(/cannot be reached/);
  lost = false;
  await user.click(within(dialog).getByRole('button', { name: 'Ask for it for 100 points' }));
  await screen.findByText('“A book” is asked for. HR will look at it.');
  const inputs = sent
    .filter((one) => one.operationName === 'RedeemReward')
    .map((one) => one.variables['input'] as Record<string, unknown>);
  expect(inputs).toHaveLength(2);
  expect(inputs[0]).toMatchObject({ rewardId: 'A book', note: 'Paper', cost: 100 });
  expect(inputs[1]).toEqual(inputs[0]);
});

test('after a refusal the form shows the cost as it is now, and the next wish is another', async () => {
  let cost = 100;
  const { user, sent } = show(page, {
    at: paths.rewards,
    answers: answers({
      RewardCatalogue: () => ({ rewards: [reward('A book', { cost })] }),
      RedeemReward: () => {
        cost = 120;
        return {
          redeemReward: {
            __typename: 'Refusal',
            kind: 'CONFLICT',
            code: 'COST_CHANGED',
            message: 'It costs something else now.',
            field: null,
          },
        };
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Ask for it: A book' }));
  await user.click(await screen.findByRole('button', { name: 'Ask for it for 100 points' }));
  await screen.findByText('It costs something else now.');
  await user.click(await screen.findByRole('button', { name: 'Ask for it for 120 points' }));
  await waitFor(() => expect(sent.filter((one) => one.operationName === 'RedeemReward')).toHaveLength(2));
  const [first, second] = sent
    .filter((one) => one.operationName === 'RedeemReward')
    .map((one) => one.variables['input'] as { key: string; cost: number });
  expect(second?.cost).toBe(120);
  expect(second?.key).not.toBe(first?.key);
});

test('a wish can be taken back, and one that was turned down says why', async () => {
  const { user, sent } = show(page, {
    at: paths.rewards,
    answers: answers({
      MyRedemptions: {
        redemptions: list('Redemption', [
          redemption(),
          redemption({
            id: 'r2',
            rewardName: 'A mug',
            state: 'REJECTED',
            reason: 'They are out.',
            canCancel: false,
          }),
        ]),
      },
      CancelRedemption: {
        cancelRedemption: {
          __typename: 'CancelRedemptionSuccess',
          redemption: { __typename: 'Redemption', id: 'r1', state: 'CANCELLED' },
        },
      },
    }),
  });
  await screen.findByText('Why not: They are out.');
  await user.click(screen.getByRole('button', { name: 'Take back: A book' }));
  await screen.findByText('Taken back, with 25 points.');
  expect(sent.find((one) => one.operationName === 'CancelRedemption')?.variables).toEqual({
    input: { redemptionId: 'r1', version: 1 },
  });
});

test('each move of points says in words what it was, and older ones come when asked for', async () => {
  const move = (part: Record<string, unknown>) => ({
    __typename: 'PointsMove',
    id: JSON.stringify(part),
    at: '2026-11-20T09:00:00Z',
    kind: 'GIFT',
    amount: 10,
    account: 'EARNED',
    person: null,
    kudos: null,
    redemption: null,
    ...part,
  });
  const { user } = show(page, {
    at: paths.rewards,
    answers: answers({
      MyPointsMoves: ({ after }: Record<string, any>) => ({
        pointsMoves: after
          ? list('PointsMove', [move({ kind: 'GRANT', account: 'ALLOWANCE', amount: 100 })])
          : list(
              'PointsMove',
              [
                move({ person: person('Mo Diaz'), kudos: { __typename: 'Kudos', id: 'k1' } }),
                move({ account: 'ALLOWANCE', amount: -40, person: person('Bo Chen') }),
                move({ kind: 'GIFT_RETURNED', amount: -5 }),
                move({
                  kind: 'REFUND',
                  amount: 25,
                  redemption: { __typename: 'Redemption', id: 'r1', rewardName: 'A book' },
                }),
              ],
              { __typename: 'PageInfo', hasNextPage: true, endCursor: 'c1' },
            ),
      }),
    }),
  });
  const from = await screen.findByRole('link', { name: 'From Mo Diaz' });
  expect(from.getAttribute('href')).toBe('/recognition/k1');
  expect(screen.getByText('Given to Bo Chen')).toBeTruthy();
  expect(screen.getByText('-40')).toBeTruthy();
  expect(screen.getByText('Went back with thanks that were withdrawn')).toBeTruthy();
  expect(screen.getByText('Back for “A book”')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  await screen.findByText('For the month, to give');
  expect(screen.getByRole('link', { name: 'From Mo Diaz' })).toBeTruthy();
});

test('only HR and administrators have the parts behind the rewards', async () => {
  const { unmount } = show(page, { at: paths.rewardsPart('requests'), answers: answers() });
  // The address shows what everybody sees.
  await screen.findByRole('region', { name: 'Earned' });
  expect(screen.queryByRole('link', { name: 'Requests' })).toBeNull();
  unmount();
  show(page, {
    at: paths.rewards,
    session: { ...ann, isAdministrator: true },
    answers: answers(),
  });
  await screen.findByRole('link', { name: 'Requests' });
  expect(screen.queryByRole('link', { name: 'Allowances' })).toBeNull();
});

test('HR approves, turns down with a reason, and does not decide on their own', async () => {
  const decided = {
    decideRedemption: {
      __typename: 'DecideRedemptionSuccess',
      redemption: { __typename: 'Redemption', id: 'r1', state: 'APPROVED' },
    },
  };
  const { user, sent } = show(page, {
    at: paths.rewardsPart('requests'),
    session: hana,
    answers: answers({
      RedemptionQueue: {
        redemptionQueue: list('Redemption', [
          redemption({ canDecide: true }),
          redemption({
            id: 'r2',
            person: { ...person('Hana Osei'), isViewer: true },
            rewardName: 'A mug',
          }),
        ]),
      },
      DecideRedemption: decided,
    }),
  });
  await screen.findByText(/This is your own wish/);
  expect(screen.getAllByRole('button', { name: /^Approve/ })).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Approve: A book for Bo Chen' }));
  await screen.findByText('Approved. Bo Chen is told.');
  await user.click(screen.getByRole('button', { name: 'Turn down: A book for Bo Chen' }));
  const dialog = await screen.findByRole('dialog');
  const send = within(dialog).getByRole('button', { name: 'Turn down' });
  expect((send as HTMLButtonElement).disabled).toBe(true);
  await user.type(within(dialog).getByLabelText(/Why/), 'They are out.');
  await expectAccessible();
  await user.click(send);
  await screen.findByText('Turned down. Bo Chen has the 25 points back.');
  expect(
    sent.filter((one) => one.operationName === 'DecideRedemption').map((one) => one.variables['input']),
  ).toEqual([
    { redemptionId: 'r1', approve: true, reason: '', version: 1 },
    { redemptionId: 'r1', approve: false, reason: 'They are out.', version: 1 },
  ]);
});

test('settled requests are asked for apart', async () => {
  const { user, sent } = show(page, {
    at: paths.rewardsPart('requests'),
    session: hana,
    answers: answers({ RedemptionQueue: { redemptionQueue: list('Redemption', []) } }),
  });
  await screen.findByText('Nobody is waiting for a reward.');
  await user.click(screen.getByText('Settled'));
  await screen.findByText('Nothing is settled yet.');
  expect(sent.filter((one) => one.operationName === 'RedemptionQueue').at(-1)?.variables).toEqual({
    open: false,
    after: null,
  });
});

test('the form of a reward has a name for each of its fields', async () => {
  const { user } = show(page, { at: paths.rewards, session: hana, answers: answers() });
  const [add] = await screen.findAllByRole('button', { name: 'Add a reward' });
  await user.click(add as HTMLElement);
  await screen.findByRole('dialog');
  await expectAccessible();
});

test('HR adds a reward without a picture, and what was typed survives a refusal and closing', async () => {
  const { user, sent } = show(page, {
    at: paths.rewards,
    session: hana,
    answers: answers({
      SaveReward: {
        saveReward: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'X',
          message: 'That is too little.',
          field: 'cost',
        },
      },
    }),
  });
  await user.click((await screen.findAllByRole('button', { name: 'Add a reward' }))[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByLabelText(/^Name/), 'A book');
  await user.type(within(dialog).getByLabelText(/Cost in points/), 'ten');
  await within(dialog).findByText('A whole number, please.');
  await user.clear(within(dialog).getByLabelText(/Cost in points/));
  await user.type(within(dialog).getByLabelText(/Cost in points/), '10');
  await user.click(within(dialog).getByLabelText('There is only so much of it'));
  await user.type(within(dialog).getByLabelText(/How many there are/), '3');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await within(dialog).findByText('That is too little.');
  expect(sent.find((one) => one.operationName === 'SaveReward')?.variables).toEqual({
    input: {
      rewardId: null,
      name: 'A book',
      description: '',
      cost: 10,
      stock: 3,
      pictureId: null,
      keepPicture: false,
      pictureAlt: '',
      version: null,
    },
  });
  await user.click(within(dialog).getByRole('button', { name: 'Close' }));
  await user.click((await screen.findAllByRole('button', { name: 'Add a reward' }))[0] as HTMLElement);
  await screen.findByText('Here is what you had begun to write.');
  expect((screen.getByLabelText(/^Name/) as HTMLInputElement).value).toBe('A book');
});

test('HR changes a reward with its picture kept, moves it, and takes it out', async () => {
  const own = { canEdit: true };
  const { user, sent } = show(page, {
    at: paths.rewards,
    session: hana,
    answers: answers({
      RewardCatalogue: {
        rewards: [
          reward('A book', { ...own, pictureUrl: '/files/1', pictureAlt: 'A shelf' }),
          reward('A mug', own),
        ],
      },
      SaveReward: {
        saveReward: { __typename: 'SaveRewardSuccess', reward: { __typename: 'Reward', id: 'A book' } },
      },
      OrderRewards: {
        orderRewards: { __typename: 'OrderRewardsSuccess', rewards: [] },
      },
      RetireReward: {
        retireReward: {
          __typename: 'RetireRewardSuccess',
          reward: { __typename: 'Reward', id: 'A mug', retired: true },
        },
      },
    }),
  });
  await screen.findByRole('img', { name: 'A shelf' });
  const open = (name: string) => user.click(screen.getByRole('button', { name: `More to do with “${name}”` }));
  await open('A book');
  expect(screen.queryByRole('menuitem', { name: 'Move forward' })).toBeNull();
  await user.click(await screen.findByRole('menuitem', { name: 'Edit the reward' }));
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  await screen.findByText('Saved.');
  expect(sent.find((one) => one.operationName === 'SaveReward')?.variables).toMatchObject({
    input: { rewardId: 'A book', keepPicture: true, pictureId: null, pictureAlt: 'A shelf', version: 3 },
  });
  await open('A book');
  await user.click(await screen.findByRole('menuitem', { name: 'Move back' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'OrderRewards')?.variables).toEqual({
      input: { rewardIds: ['A mug', 'A book'] },
    }),
  );
  await open('A mug');
  await user.click(await screen.findByRole('menuitem', { name: 'Take out of the catalogue' }));
  await screen.findByText('“A mug” is out of the catalogue. What was asked for stays.');
});

const rules = (more: Answers = {}) =>
  answers({
    AllowanceRules: {
      allowanceRules: [
        {
          __typename: 'AllowanceRule',
          id: 'a1',
          location: '',
          title: '',
          managersOnly: true,
          points: 90,
          people: 19,
          department: null,
        },
      ],
      departments: [{ __typename: 'Department', id: 'd1', path: ['Company', 'Care'] }],
      recognitionSettings: { __typename: 'RecognitionSettings', allowance: 60 },
    },
    ...more,
  });

test('the rules of allowances are sent as a whole, in order', async () => {
  const { user, sent } = show(page, {
    at: paths.rewardsPart('allowances'),
    session: hana,
    answers: rules({
      SetAllowanceRules: {
        setAllowanceRules: { __typename: 'SetAllowanceRulesSuccess', rules: [] },
      },
    }),
  });
  await screen.findByText('decides for 19 people now');
  expect(screen.getByText(/Everybody else is given 60 points a month/)).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Add a rule' }));
  const [, second] = screen.getAllByRole('listitem');
  const rule = within(second as HTMLElement);
  await waitFor(() => expect(document.activeElement).toBe(rule.getByLabelText(/Department/)));
  await user.selectOptions(rule.getByLabelText(/Department/), 'Company › Care');
  await user.type(rule.getByLabelText(/Points a month/), '80');
  await user.click(screen.getByRole('button', { name: 'Move rule 2 up' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved. It holds from the next month that is granted.');
  expect(sent.find((one) => one.operationName === 'SetAllowanceRules')?.variables).toEqual({
    input: {
      rules: [
        { departmentId: 'd1', location: '', title: '', managersOnly: false, points: 80 },
        { departmentId: null, location: '', title: '', managersOnly: true, points: 90 },
      ],
    },
  });
});

test('rules half written are there again after coming back', async () => {
  const one = show(page, { at: paths.rewardsPart('allowances'), session: hana, answers: rules() });
  await one.user.type(await screen.findByLabelText('Location'), 'Porto');
  one.unmount();
  show(page, { at: paths.rewardsPart('allowances'), session: hana, answers: rules() });
  await screen.findByText('Here is what you had begun to write.');
  expect((screen.getByLabelText('Location') as HTMLInputElement).value).toBe('Porto');
  expect(screen.getByText('not saved yet')).toBeTruthy();
});

test('the check of the ledger says whether it balances, and what is wrong where it does not', async () => {
  const check = (part: Record<string, unknown> = {}) => ({
    ledgerCheck: {
      __typename: 'LedgerCheck',
      balanced: true,
      accounts: 83,
      transfers: 113,
      issued: 3250,
      allowances: 1075,
      earned: 775,
      expired: 1320,
      redeemed: 80,
      problems: [],
      ...part,
    },
  });
  let fine = true;
  const { user } = show(page, {
    at: paths.rewardsPart('ledger'),
    session: hana,
    answers: answers({
      LedgerCheck: () =>
        fine ? check() : check({ balanced: false, problems: ['Account X holds 3 too many.'] }),
    }),
  });
  await screen.findByText(/The books balance/);
  expect(screen.getByRole('row', { name: 'Issued in all 3,250' })).toBeTruthy();
  await expectAccessible();
  fine = false;
  await user.click(screen.getByRole('button', { name: 'Check again' }));
  await screen.findByText('Account X holds 3 too many.');
  expect(screen.getByText('The books do not balance.')).toBeTruthy();
});

test('a reading that fails can be tried again, each part by itself', async () => {
  let broken = true;
  const { user } = show(page, {
    at: paths.rewards,
    answers: answers({
      RewardCatalogue: () => {
        if (broken) throw new Error('cut off');
        return { rewards: [reward('A book')] };
      },
    }),
  });
  await screen.findByRole('region', { name: 'Earned' });
  const again = await screen.findByRole('button', { name: 'Try again' }, { timeout: 8000 });
  broken = false;
  await user.click(again);
  await screen.findByText('A book');
});
