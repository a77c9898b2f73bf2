import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import RecognitionModerationPage from '@/app/pages/RecognitionModerationPage';
import { ann, expectAccessible, person, show } from '@/test/render';

const hana = { ...ann, isHr: true };
const tabs = {
  RecognitionTabs: {
    viewer: null,
    recognitionSettings: {
      __typename: 'RecognitionSettings',
      pointsEnabled: false,
      leaderboardEnabled: false,
    },
  },
};

const report = (more: Record<string, unknown> = {}) => ({
  __typename: 'ModerationReport',
  id: 'r1',
  kind: 'COMMENT',
  reason: 'HURTFUL',
  words: 'That was about my accent.',
  snapshot: 'Nobody understood **him** anyway.',
  state: 'OPEN',
  createdAt: '2026-11-20T09:00:00Z',
  decidedAt: null,
  decision: '',
  hidden: false,
  hiddenReason: null,
  gone: false,
  private: true,
  version: 3,
  canDecide: true,
  canRestore: false,
  author: person('Max Weber'),
  reporter: person('Bo Ray'),
  decidedBy: null,
  kudos: null,
  ...more,
});

const queue = (...reports: ReturnType<typeof report>[]) => ({
  ...tabs,
  ModerationQueue: {
    moderationQueue: {
      __typename: 'ModerationReportConnection',
      totalCount: reports.length,
      edges: reports.map((node) => ({
        __typename: 'ModerationReportEdge',
        cursor: node.id,
        node,
      })),
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    },
  },
});

test('who is no moderator sees no queue and asks for none', async () => {
  const { sent } = show(<RecognitionModerationPage />, { answers: tabs });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
  await expectAccessible();
  expect(sent.map((one) => one.operationName)).not.toContain('ModerationQueue');
});

test('what was said stands there, who said it and who reported it', async () => {
  show(<RecognitionModerationPage />, { session: hana, answers: queue(report()) });
  await screen.findByText(/Nobody understood/);
  expect((await screen.findByText('him')).tagName).toBe('STRONG');
  expect(screen.getByText('Max Weber')).toBeTruthy();
  expect(screen.getByText('Bo Ray')).toBeTruthy();
  expect(screen.getByText('not public')).toBeTruthy();
  await expectAccessible();
});

test('hiding needs a reason, which goes with the version that was read', async () => {
  const { sent, user } = show(<RecognitionModerationPage />, {
    session: hana,
    answers: {
      ...queue(report()),
      DecideReport: {
        decideReport: {
          __typename: 'DecideReportSuccess',
          report: { __typename: 'ModerationReport', id: 'r1', state: 'UPHELD' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Hide it' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/Whoever wrote it reads your reason/)).toBeTruthy();
  await user.type(within(dialog).getByRole('textbox', { name: /Why/ }), 'It mocks a colleague.');
  await user.click(within(dialog).getByRole('button', { name: 'Hide it' }));
  expect(await screen.findByText('Hidden')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'DecideReport')?.variables).toEqual({
    input: { reportId: 'r1', uphold: true, reason: 'It mocks a colleague.', version: 3 },
  });
});

test('a refusal stays in the window with what was typed', async () => {
  const { user } = show(<RecognitionModerationPage />, {
    session: hana,
    answers: {
      ...queue(report()),
      DecideReport: {
        decideReport: {
          __typename: 'Refusal',
          kind: 'CONFLICT',
          code: 'STALE_VERSION',
          message: 'Somebody else was quicker.',
          field: null,
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Leave it' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /Why/ }), 'A joke among friends.');
  await user.click(within(dialog).getByRole('button', { name: 'Leave it' }));
  expect(await within(dialog).findByText('Somebody else was quicker.')).toBeTruthy();
  expect(within(dialog).getByRole('textbox', { name: /Why/ })).toHaveProperty(
    'value',
    'A joke among friends.',
  );
});

test('what one wrote oneself is for somebody else to decide', async () => {
  show(<RecognitionModerationPage />, {
    session: hana,
    answers: queue(report({ canDecide: false })),
  });
  expect(await screen.findByText('You wrote this yourself: somebody else decides.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Hide it' })).toBeNull();
});

test('an empty queue says what would stand there', async () => {
  show(<RecognitionModerationPage />, { session: hana, answers: queue() });
  expect(await screen.findByText('Nothing waits for you')).toBeTruthy();
});
