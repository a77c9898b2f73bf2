import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import PairPage from '@/app/pages/PairPage';
import RelationshipsPage from '@/app/pages/RelationshipsPage';
import { ann, expectAccessible, person, show } from '@/test/render';

const mo = { ...person('Mo Diaz', 'Team lead'), canStartSeries: true };
const me = { ...person('Ann Lee'), id: ann.personId, isViewer: true };

const touch = (kind: string, by: unknown, more: Record<string, unknown>) => ({
  __typename: 'TouchpointEdge',
  node: {
    __typename: 'Touchpoint',
    key: `${kind}${String(more['key'] ?? '')}`,
    kind,
    occurredAt: '2026-11-01T09:00:00Z',
    by,
    subject: null,
    subjectTitle: null,
    ...more,
  },
});

const pair = {
  __typename: 'Relationship',
  key: 'k',
  bond: 'MY_MANAGER',
  lastContactAt: '2026-10-01T09:00:00Z',
  daysSinceContact: 51,
  cadenceDays: 14,
  quiet: true,
  usualDays: 19.4,
  reasons: [
    {
      __typename: 'RelationshipReason',
      kind: 'SILENT',
      text: 'You meet every two weeks; the last was 51 days ago.',
    },
  ],
  given: { __typename: 'RelationshipTally', thanks: 3, feedback: 1, promisesKept: 4, promisesOpen: 0 },
  received: { __typename: 'RelationshipTally', thanks: 2, feedback: 5, promisesKept: 1, promisesOpen: 1 },
  handovers: [],
  person: mo,
  series: null,
  openPromises: [
    {
      __typename: 'ActionItem',
      id: 'a1',
      body: 'Send the plan',
      dueOn: '2026-10-05',
      overdue: true,
      owner: mo,
      meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
    },
  ],
  touchpoints: {
    __typename: 'TouchpointConnection',
    edges: [
      touch('KUDOS_GIVEN', mo, {
        subject: { __typename: 'Kudos', id: 'k1' },
        subjectTitle: 'For the calm release',
      }),
      touch('PROMISE_MADE', me, {
        subject: { __typename: 'ActionItem', id: 'a2', meeting: { __typename: 'OneOnOneMeeting', id: 'm2' } },
        subjectTitle: 'Read the draft',
      }),
      touch('FEEDBACK_GIVEN', me, {}),
    ],
    pageInfo: { __typename: 'PageInfo', hasNextPage: false },
  },
};

test('the page of a pair tells what there was, who acted, and what is promised', async () => {
  show(
    <Routes>
      <Route path="people/:id/relationship" element={<PairPage />} />
    </Routes>,
    { at: '/people/x/relationship', answers: { PairPage: { pair } } },
  );
  await screen.findByRole('heading', { level: 1, name: 'You and Mo Diaz' });
  expect(screen.getByText(/quiet for 51 days/)).toBeTruthy();
  expect(screen.getByText('Mo Diaz said thank you')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'For the calm release' }).getAttribute('href')).toBe('/recognition/k1');
  expect(screen.getByRole('link', { name: 'Read the draft' }).getAttribute('href')).toBe('/meetings/m2');
  expect(screen.getByText('You may no longer read it.')).toBeTruthy();
  expect(screen.getByText(/5 October, overdue/)).toBeTruthy();
  expect(screen.getByText('You meet every two weeks; the last was 51 days ago.')).toBeTruthy();
  expect(screen.getByText('every 19 days')).toBeTruthy();
  expect(screen.getByRole('row', { name: 'Feedback 1 5' })).toBeTruthy();
  await expectAccessible();
});

test('the timeline is narrowed by kind, and the choice stands in the address', async () => {
  const { sent, user } = show(
    <Routes>
      <Route path="people/:id/relationship" element={<PairPage />} />
    </Routes>,
    { at: '/people/x/relationship', answers: { PairPage: { pair } } },
  );
  await user.click(await screen.findByRole('link', { name: 'Promises' }));
  await waitFor(() =>
    expect(sent.at(-1)?.variables['kinds']).toEqual(['PROMISE_MADE', 'PROMISE_KEPT']),
  );
  expect(screen.getByRole('link', { name: 'Promises' }).getAttribute('aria-current')).toBe('true');
});

test('what happened since last time is told with its reason, and leads to the agenda', async () => {
  const series = {
    __typename: 'OneOnOneSeries',
    id: 's1',
    current: { __typename: 'OneOnOneMeeting', id: 'm9', openPointCount: 2 },
  };
  const suggestions = [
    {
      __typename: 'Suggestion',
      key: 'goal_at_risk:1',
      body: 'Learn to review',
      reason: 'This goal is at risk since Tuesday.',
      visibility: 'SHARED',
    },
  ];
  show(
    <Routes>
      <Route path="people/:id/relationship" element={<PairPage />} />
    </Routes>,
    {
      at: '/people/x/relationship',
      answers: {
        PairPage: { pair: { ...pair, series } },
        PairSuggestions: { pair: { __typename: 'Relationship', key: 'k', suggestions } },
      },
    },
  );
  expect(await screen.findByText('This goal is at risk since Tuesday.')).toBeTruthy();
  expect(screen.getByText('2 open points are on the agenda.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open the agenda' }).getAttribute('href')).toBe('/meetings/m9');
});

const line = (name: string, attention: string, text: string, more: Record<string, unknown> = {}) => ({
  __typename: 'RelationshipEdge',
  node: {
    __typename: 'Relationship',
    key: name,
    bond: 'COLLEAGUE',
    attention,
    reasons: [{ __typename: 'RelationshipReason', kind: 'SILENT', text }],
    person: { ...person(name), canStartSeries: true },
    series: null,
    ...more,
  },
});

test('relationships stand by what they need, each with its reason and one step', async () => {
  const viewer = {
    __typename: 'Viewer',
    relationships: {
      __typename: 'RelationshipConnection',
      totalCount: 2,
      pageInfo: { __typename: 'PageInfo', hasNextPage: false },
      edges: [
        line('Mo Diaz', 'NOW', 'You meet every two weeks; the last was 34 days ago.'),
        line('Bo Chen', 'FINE', 'You were in touch three days ago.'),
      ],
    },
    teamCadence: [
      {
        __typename: 'TeamCadence',
        key: 't1',
        person: person('Bo Chen'),
        series: { __typename: 'OneOnOneSeries', id: 's1' },
        report: {
          __typename: 'CadenceReport',
          key: 'r1',
          held30: 1,
          held90: 5,
          held365: 20,
          expected30: 2.1,
          expected90: 6.4,
          expected365: 26,
          lastHeldAt: '2026-11-01T09:00:00Z',
        },
      },
    ],
  };
  show(<RelationshipsPage />, { answers: { RelationshipsPage: { viewer } } });
  const now = await screen.findByRole('region', { name: 'Needs you now' });
  expect(within(now).getByText('You meet every two weeks; the last was 34 days ago.')).toBeTruthy();
  expect(within(now).getByRole('link', { name: 'Start one-on-ones with Mo Diaz' })).toBeTruthy();
  const fine = screen.getByRole('region', { name: 'Going well' });
  expect(within(fine).getByRole('link', { name: 'Say thank you to Bo Chen' })).toBeTruthy();
  expect(screen.getByText('5 of 6')).toBeTruthy();
  await expectAccessible();
});
