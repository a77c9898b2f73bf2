import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import PairPage from '@/app/pages/PairPage';
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
  await expectAccessible();
});
