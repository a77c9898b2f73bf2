import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import { expectAccessible, person, show } from '@/test/render';
import {
  COMPANY,
  DATA,
  driver,
  ENGINEERING,
  figure,
  group,
  hidden,
  NODE,
  report,
  WAVE,
} from '../test/report';
import { crossed, type Line } from './Breakdown';
import { runs } from './charts/TrendLine';
import { wholeOf } from './FigureLine';
import { stepOf } from './HeatMap';
import { byDriver, sorted } from './Overview';
import { partsOf } from './GroupChoice';
import { Report } from './Report';

const AT = `/engagement/report/${WAVE}`;

function showReport(at: string, answers: Record<string, unknown> = {}) {
  return show(
    <Routes>
      <Route path="engagement/report/:id/*" element={<Report waveId={WAVE} />} />
      <Route path="*" element={<p>Elsewhere</p>} />
    </Routes>,
    { at, answers: { SurveyReport: { surveyReport: report(), node: NODE }, ...answers } },
  );
}

test('a figure stands with its n, its interval, the company and its change', async () => {
  const { user } = showReport(AT);
  expect(await screen.findByRole('heading', { level: 1, name: 'Autumn pulse' })).toBeTruthy();
  const questions = screen.getByRole('group', { name: 'Questions' });
  const [first] = within(questions).getAllByRole('listitem');
  expect(first?.textContent).toContain('n\u00a0=\u00a034');
  expect(first?.textContent).toContain('72.4 68.9–75.9');
  expect(first?.textContent).toContain('Above the company (66.0)');
  expect(first?.textContent).toContain('No change since wave 2: −1.0 lies within ±3.4.');
  const key = screen.getByRole('list', { name: 'In short' });
  expect(key.textContent).toContain('+4.2 since wave 2, outside ±3.1: a small difference.');
  expect(key.textContent).toContain('34 of 40 people answered');
  expect(within(questions).getAllByText('80 or more').length).toBeTruthy();
  await user.click(screen.getByLabelText('All numbers: I can say no'));
  expect(screen.getAllByText('How the answers spread is told from 10 answers on.')).toBeTruthy();
  await expectAccessible();
});

test('what is hidden says that it is, and why', async () => {
  showReport(AT);
  const name = await screen.findByText('My manager keeps promises');
  expect(name.closest('li')?.textContent).toContain('Fewer than 5 people answered.');
});

test('the table is one key away, and stays where it was chosen', async () => {
  const { user } = showReport(AT);
  const drivers = await screen.findByRole('group', { name: 'Drivers' });
  within(drivers).getByRole('button', { name: /Show the table/ }).focus();
  await user.keyboard('t');
  const row = within(drivers).getByRole('row', { name: /Priorities/ });
  expect(row.textContent).toContain('68.9–75.9');
  expect(row.textContent).toContain('0.39');
  await expectAccessible();
  await user.keyboard('t');
  expect(within(drivers).queryByRole('table')).toBeNull();
  // A letter in a field is a letter.
  screen.getByRole('combobox', { name: 'Order' }).focus();
  await user.keyboard('t');
  expect(screen.queryByRole('table')).toBeNull();
});

test('a group that is too small shows the smallest larger one, with the reason', async () => {
  showReport(`${AT}?group=2`, {
    SurveyReport: { surveyReport: report({ asked: DATA, canPlan: false }), node: NODE },
  });
  const notice = await screen.findByText(/Data cannot be told of by itself/);
  expect(notice.closest('[role=status]')?.textContent).toContain('You see Engineering');
  expect(notice.closest('[role=status]')?.textContent).toContain('Fewer than 5 people answered.');
  expect(screen.queryByRole('link', { name: /Plan what to do/ })).toBeNull();
  expect(screen.getByRole('option', { name: /Data \(told of in a larger group\)/ })).toBeTruthy();
});

test('a group of which only a part is counted says so', async () => {
  const partly = group('1', 'Engineering', { shown: 'PARTLY', reasonText: 'Six are counted elsewhere.' });
  showReport(AT, {
    SurveyReport: { surveyReport: report({ asked: partly, group: partly }), node: NODE },
  });
  expect(await screen.findByText('Not everybody in Engineering is counted here.')).toBeTruthy();
  expect(screen.getByText('Six are counted elsewhere.')).toBeTruthy();
});

test('a plan is made for the department that was asked for', async () => {
  showReport(AT);
  const link = await screen.findByRole('link', { name: 'Plan what to do' });
  expect(link.getAttribute('href')).toBe(`/engagement/plans?new=${WAVE}&department=dep-1`);
});

test('nothing is told before the end, to nobody', async () => {
  showReport(AT, { SurveyReport: { surveyReport: null, node: { ...NODE, state: 'OPEN' } } });
  expect(await screen.findByText('The report comes when the survey has ended')).toBeTruthy();
  await expectAccessible();
});

test('a withheld wave says why, and what was promised', async () => {
  showReport(AT, {
    SurveyReport: {
      surveyReport: report({ withheld: 'NEAR_FORMER_WAVE', withheldText: 'Too near the last one.' }),
      node: NODE,
    },
  });
  expect(await screen.findByText('Too near the last one.')).toBeTruthy();
  expect(screen.getByText('Nobody learns who answered what.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Download' })).toBeNull();
});

test('files hold the group that is shown', async () => {
  const { user } = showReport(AT);
  await user.click(await screen.findByRole('button', { name: 'Download' }));
  const pdf = await screen.findByRole('menuitem', { name: 'Report as PDF' });
  expect(pdf.getAttribute('href')).toBe(`/exports/survey-report.pdf?wave=${WAVE}&group=1`);
  expect(screen.getByRole('menuitem', { name: 'Comments as CSV' })).toBeTruthy();
});

test('the heat map says in each cell how much, how sure and of how many', async () => {
  showReport(`${AT}/heat-map`, {
    SurveyHeatMap: {
      surveyHeatMap: {
        __typename: 'HeatMap',
        drivers: [driver('Priorities'), driver('Trust')],
        rows: [
          {
            __typename: 'HeatRow',
            group: COMPANY,
            cells: [
              figure('Priorities', { subjectId: 'd-Priorities', mean: 66, company: 66 }),
              figure('Trust', { subjectId: 'd-Trust' }),
            ],
          },
          {
            __typename: 'HeatRow',
            group: ENGINEERING,
            cells: [
              figure('Priorities', { subjectId: 'd-Priorities', n: null }),
              hidden('Trust', { subjectId: 'd-Trust' }),
            ],
          },
          {
            __typename: 'HeatRow',
            group: DATA,
            cells: [
              hidden('Priorities', { subjectId: 'd-Priorities' }),
              hidden('Trust', { subjectId: 'd-Trust' }),
            ],
          },
        ],
      },
    },
  });
  const row = await screen.findByRole('row', { name: /^Engineering/ });
  expect(row.textContent).toContain('72.4above the company');
  expect(row.textContent).toContain('68.9–75.9, n\u00a0<10');
  expect(row.textContent).toContain('Fewer than 5 people answered.');
  expect(screen.getByRole('row', { name: /Data/ }).textContent).toContain('Counted in: Engineering.');
  expect(within(row).getByRole('link', { name: 'Engineering' }).getAttribute('href')).toBe(
    `${AT}?group=1`,
  );
  await expectAccessible();
});

test('a breakdown is asked for by the promised segments, and by their pair', async () => {
  const pair = group('7', 'Engineering, Lisbon', {
    kind: 'PAIR',
    parts: [
      { __typename: 'SurveyGroupPart', kind: 'DEPARTMENT', label: 'Engineering' },
      { __typename: 'SurveyGroupPart', kind: 'LOCATION', label: 'Lisbon' },
    ],
  });
  const { user, sent } = showReport(`${AT}/breakdown?of=DRIVER:d-Priorities`, {
    SurveyBreakdown: ({ by }: Record<string, unknown>) => ({
      surveyBreakdown: [
        { __typename: 'HeatRow', group: COMPANY, cells: [figure('Priorities')] },
        by
          ? { __typename: 'HeatRow', group: pair, cells: [figure('Priorities', { mean: 55.5 })] }
          : { __typename: 'HeatRow', group: DATA, cells: [hidden('Priorities')] },
      ],
    }),
  });
  expect(await screen.findByText('Fewer than 5 people answered.')).toBeTruthy();
  await user.click(screen.getByRole('switch', { name: 'Crossed with: Location' }));
  expect(await screen.findByRole('columnheader', { name: 'Lisbon' })).toBeTruthy();
  expect(screen.getByRole('row', { name: /Engineering/ }).textContent).toContain('55.5');
  const asked = sent.filter((one) => one.operationName === 'SurveyBreakdown').at(-1);
  expect(asked?.variables).toEqual({
    waveId: WAVE,
    subjectKind: 'DRIVER',
    subjectId: 'd-Priorities',
    segment: 'DEPARTMENT',
    by: 'LOCATION',
  });
  await expectAccessible();
});

test('where every crossing is too small, it is said once', async () => {
  const parts = [
    { __typename: 'SurveyGroupPart', kind: 'DEPARTMENT', label: 'Engineering' },
    { __typename: 'SurveyGroupPart', kind: 'LOCATION', label: 'Lisbon' },
  ];
  const pair = group('7', 'Engineering, Lisbon', { kind: 'PAIR', parts });
  showReport(`${AT}/breakdown?of=DRIVER:d-Priorities&pair=`, {
    SurveyBreakdown: {
      surveyBreakdown: [
        { __typename: 'HeatRow', group: COMPANY, cells: [figure('Priorities')] },
        { __typename: 'HeatRow', group: pair, cells: [hidden('Priorities')] },
      ],
    },
  });
  expect(await screen.findByText('No group can be told of here')).toBeTruthy();
  expect(screen.queryByRole('columnheader')).toBeNull();
});

const point = (number: number, mean: number | null) => ({
  __typename: 'TrendPoint',
  wave: { __typename: 'SurveyWave', id: `w${number}`, number, endsOn: '2026-10-19' },
  figure: mean === null ? hidden('Trust') : figure('Trust', { mean }),
});

test('a trend says where it began and where it is, and its table has every wave', async () => {
  const { user } = showReport(`${AT}/trend`, {
    SurveyTrend: {
      surveyTrend: [
        {
          __typename: 'SurveyTrend',
          subjectKind: 'DRIVER',
          subjectId: 'd-Trust',
          label: 'Trust',
          points: [point(1, 60), point(2, null), point(3, 70)],
        },
      ],
    },
  });
  expect(
    await screen.findByRole('img', { name: 'Trust: 60.0 in wave 1, 70.0 in wave 3' }),
  ).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /Show the table/ }));
  expect(screen.getAllByRole('row')).toHaveLength(4);
  expect(screen.getAllByText('Fewer than 5 people answered.')).toHaveLength(1);
  await expectAccessible();
});

test('a wave beside which no other may be laid says why', async () => {
  const { unmount } = showReport(`${AT}/trend`, { SurveyTrend: { surveyTrend: [] } });
  expect(await screen.findByText(/would tell of fewer than 5 people/)).toBeTruthy();
  unmount();
  showReport(`${AT}/trend`, {
    SurveyReport: { surveyReport: report({ previous: null }), node: NODE },
    SurveyTrend: { surveyTrend: [] },
  });
  expect(await screen.findByText('There is one wave so far')).toBeTruthy();
});

test('what goes together is said not to be a cause', async () => {
  showReport(`${AT}/drivers`, {
    SurveyDriverAnalysis: {
      surveyDriverAnalysis: {
        __typename: 'DriverAnalysis',
        n: 214,
        explained: 0.41,
        explainedFrom: 0.33,
        explainedUntil: 0.49,
        caution: 'This is not a cause.',
        reason: null,
        reasonText: null,
        outcome: 'I would recommend working here',
        weights: [
          { __typename: 'DriverWeight', driver: driver('Trust'), weight: 0.2, from: 0.1, until: 0.3, mean: 61 },
          { __typename: 'DriverWeight', driver: driver('Growth'), weight: 0.5, from: 0.4, until: 0.6, mean: 48 },
        ],
      },
    },
  });
  expect(await screen.findByText('This is not a cause.')).toBeTruthy();
  const shown = screen.getByRole('group', { name: 'What goes together' });
  expect(within(shown).getAllByRole('listitem').map((one) => one.textContent)).toEqual([
    'Growthmean 48.050% 40%–60%',
    'Trustmean 61.020% 10%–30%',
  ]);
  await expectAccessible();
});

const comments = (more: Record<string, unknown> = {}) => ({
  surveyComments: {
    __typename: 'SurveyComments',
    asked: ENGINEERING,
    group: ENGINEERING,
    reason: null,
    reasonText: null,
    totalCount: 1,
    themes: [{ __typename: 'CommentTheme', key: 'meet', name: 'meetings', words: ['meeting'], comments: 4 }],
    edges: [
      {
        __typename: 'SurveyCommentEdge',
        cursor: 'c1',
        node: {
          __typename: 'SurveyComment',
          id: 'comment-1',
          words: 'Fewer meetings, please.',
          themes: ['meet'],
          canReply: true,
          question: { __typename: 'SurveyQuestion', id: 'q1', text: 'What should we change?' },
          replies: [],
        },
      },
    ],
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    ...more,
  },
});

test('a comment can be answered without knowing whose it is', async () => {
  const { user, sent } = showReport(`${AT}/comments`, {
    SurveyComments: comments(),
    ReplyToComment: {
      replyToComment: {
        __typename: 'ReplyToCommentSuccess',
        comment: { __typename: 'SurveyComment', id: 'comment-1', replies: [] },
      },
    },
  });
  expect(await screen.findByText('Fewer meetings, please.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'meetings (4)' }));
  expect(await screen.findByRole('button', { name: 'meetings (4)', pressed: true })).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Reply' }));
  await user.type(screen.getByLabelText(/Your reply/, { selector: 'textarea' }), 'Thank you.');
  expect(screen.getByText(/by a key that only they have/)).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Send the reply' }));
  expect(await screen.findByText('Your reply is waiting for its reader')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'ReplyToComment')?.variables).toEqual({
    input: { commentId: 'comment-1', words: 'Thank you.' },
  });
  expect(
    sent.some((one) => one.operationName === 'SurveyComments' && one.variables['theme'] === 'meet'),
  ).toBe(true);
});

test('comments of a group that is too small are hidden with the reason', async () => {
  showReport(`${AT}/comments`, {
    SurveyComments: comments({
      reason: 'TOO_FEW_ANSWERED',
      reasonText: 'Fewer than 10 people answered.',
      edges: [],
      themes: [],
      totalCount: 0,
    }),
  });
  expect(await screen.findByText('Fewer than 10 people answered.')).toBeTruthy();
});

test('what was said back stands with its name', async () => {
  const answered = comments();
  const [edge] = answered.surveyComments.edges;
  Object.assign(edge?.node ?? {}, {
    replies: [
      {
        __typename: 'CommentReply',
        id: 'r1',
        words: 'We cut two of them.',
        createdOn: '2026-11-02',
        replier: person('Mo Reed'),
      },
    ],
  });
  showReport(`${AT}/comments`, { SurveyComments: answered });
  const replies = await screen.findByRole('list', { name: 'Replies' });
  expect(replies.textContent).toContain('Mo Reed');
  expect(replies.textContent).toContain('We cut two of them.');
});

test('whoever sees only the company sees neither groups nor comments', async () => {
  showReport(AT, {
    SurveyReport: {
      surveyReport: report({
        asked: COMPANY,
        group: COMPANY,
        groups: [COMPANY],
        canComment: false,
        canPlan: false,
      }),
      node: NODE,
    },
  });
  expect(await screen.findByRole('link', { name: 'Trend' })).toBeTruthy();
  for (const name of ['Heat map', 'Breakdown', 'Comments']) {
    expect(screen.queryByRole('link', { name })).toBeNull();
  }
  expect(screen.queryByRole('combobox', { name: 'About whom' })).toBeNull();
});

test('orders put what is not told last', () => {
  const figures = [figure('a', { mean: 50 }), hidden('b'), figure('c', { mean: 20 })].map((one) =>
    wholeOf(one as unknown as Parameters<typeof wholeOf>[0]),
  );
  const names = (order: Parameters<typeof sorted>[1]) =>
    sorted(figures, order).map((one) => one.cell.label);
  expect(names('lowest')).toEqual(['c', 'a', 'b']);
  expect(names('highest')).toEqual(['a', 'c', 'b']);
  expect(byDriver(figures)).toHaveLength(1);
});

test('a gap parts a line, and tones follow the scale', () => {
  const at = (mean: number | null) => ({ key: 'k', name: 'w', mean, from: null, until: null });
  expect(runs([at(1), at(2), at(null), at(3)]).map((run) => run.length)).toEqual([2, 1]);
  expect([0, 44.9, 45, 64.9, 85, 100].map(stepOf)).toEqual([0, 0, 1, 2, 5, 5]);
});

test('groups stand under the segments they are of', () => {
  const groups = [COMPANY, ENGINEERING, DATA] as unknown as Parameters<typeof partsOf>[0];
  expect(partsOf(groups).map((part) => part.groups.length)).toEqual([1, 2]);
  const { rows, columns, at } = crossed([
    { group: ENGINEERING, cell: null },
  ] as unknown as readonly Line[]);
  expect([rows, columns, at('Engineering', 'Lisbon')]).toEqual([[], [], null]);
});
