import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import OneOnOnesPage from '@/app/pages/OneOnOnesPage';
import SeriesPage from '@/app/pages/SeriesPage';
import { expectAccessible, person, show } from '@/test/render';
import { mo, series } from './test/answers';

const page = (
  <Routes>
    <Route path="one-on-ones" element={<OneOnOnesPage />} />
    <Route path="one-on-ones/:id" element={<SeriesPage />} />
    <Route path="meetings/:id" element={<h1>the meeting</h1>} />
  </Routes>
);

const current = {
  __typename: 'OneOnOneMeeting',
  id: 'm1',
  scheduledAt: '2026-11-23T09:00:00Z',
  plannedAt: '2026-11-23T09:00:00Z',
  moved: false,
  openPointCount: 4,
};

function seriesPage(more: Record<string, unknown> = {}) {
  const one = series({
    current,
    openActionItems: [],
    meetings: {
      __typename: 'OneOnOneMeetingConnection',
      edges: [],
      pageInfo: { __typename: 'PageInfo', hasNextPage: false },
    },
    cadenceReport: {
      __typename: 'CadenceReport',
      key: 's1',
      held30: 1,
      held90: 3,
      held365: 0,
      expected30: 1.2,
      expected90: 4.3,
      expected365: 0.2,
      meanDays: 15.4,
      lastHeldAt: '2026-11-16T09:00:00Z',
    },
    ...more,
  });
  // The open meeting names its series, too.
  return { series: { ...one, current: { ...current, series: { ...one, current: undefined } } } };
}

function preview(more: Record<string, unknown> = {}) {
  return {
    rhythmPreview: {
      __typename: 'RhythmPreview',
      rrule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO',
      rhythm: 'every third Monday at 10:00',
      meetings: ['2027-03-15T09:00:00Z', '2027-04-05T08:00:00Z'],
      problem: null,
      ...more,
    },
  };
}

test('the page tells the rhythm in words, the days to come, and how it goes', async () => {
  show(page, {
    at: '/one-on-ones/s1',
    answers: {
      SeriesPage: seriesPage({
        upcoming: ['2026-12-07T09:00:00Z', '2026-12-14T09:00:00Z'],
        skippedDays: ['2026-11-30'],
        pausedFrom: '2026-12-20',
        pausedUntil: '2027-01-10',
      }),
    },
  });
  const coming = await screen.findByRole('region', { name: 'Coming up' });
  expect(within(coming).getAllByRole('listitem').map((one) => one.textContent)).toEqual([
    '30 November skippedUndo',
    'Monday 7 December, 10:004 pointsMove or skip',
    'Monday 14 December, 10:00',
    'Paused from 20 December; you meet again from 10 January 2027Resume',
  ]);
  expect(screen.getByText('every Monday at 10:00')).toBeTruthy();
  const facts = screen.getByRole('region', { name: 'How it goes' });
  expect(facts.textContent).toContain('Last 90 daysheld 3 of 4');
  expect(facts.textContent).toContain('Last 365 daystoo early to say');
  expect(facts.textContent).toContain('Last held on 16 November. On average every 15 days.');
  await expectAccessible();
});

test('a skipped day can be had back', async () => {
  const { sent, user } = show(page, {
    at: '/one-on-ones/s1',
    answers: {
      SeriesPage: seriesPage({ skippedDays: ['2026-11-30'] }),
      UndoSkip: {
        undoSkip: {
          __typename: 'UndoSkipSuccess',
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1', scheduledAt: '2026-11-30T09:00:00Z' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Meet on 30 November after all' }));
  await screen.findByText('You meet on Monday 30 November, 10:00 after all.');
  expect(sent.find((one) => one.operationName === 'UndoSkip')?.variables).toEqual({
    input: { seriesId: 's1', day: '2026-11-30' },
  });
});

test('moving this one and all that follow shows where they go, and loses nothing', async () => {
  const { sent, user } = show(page, {
    at: '/one-on-ones/s1',
    answers: {
      SeriesPage: seriesPage(),
      PreviewRhythm: preview({ rhythm: 'every Monday at 10:00' }),
      ChangeSeries: {
        changeSeries: {
          __typename: 'ChangeSeriesSuccess',
          series: { __typename: 'OneOnOneSeries', id: 's1', cadence: 'WEEKLY', rhythm: 'every Monday at 10:00' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Move or skip' }));
  const dialog = await screen.findByRole('dialog', { name: 'Move or skip the meeting' });
  await user.click(within(dialog).getByRole('radio', { name: 'Move this one and all that follow' }));
  expect(within(dialog).getByText('Nothing is lost: 4 open points move along.')).toBeTruthy();
  await within(dialog).findByText(/^Monday,? 5 April 2027, 10:00$/);
  expect(within(dialog).getByText('The clocks change before this one. It stays at 10:00.')).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Move all' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'ChangeSeries')?.variables).toEqual({
      input: {
        seriesId: 's1',
        cadence: 'WEEKLY',
        rrule: null,
        timeZone: 'Europe/Berlin',
        nextMeetingAt: '2026-11-23T09:00:00Z',
      },
    }),
  );
});

test('a pause has a beginning, and an end or none yet', async () => {
  const { sent, user } = show(page, {
    at: '/one-on-ones/s1',
    answers: {
      SeriesPage: seriesPage(),
      PauseSeries: {
        pauseSeries: {
          __typename: 'PauseSeriesSuccess',
          series: {
            __typename: 'OneOnOneSeries',
            id: 's1',
            pausedFrom: '2026-11-21',
            pausedUntil: null,
          },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Pause' }));
  const dialog = await screen.findByRole('dialog', { name: 'Pause these one-on-ones' });
  const send = within(dialog).getByRole('button', { name: 'Pause' });
  expect((send as HTMLButtonElement).disabled).toBe(true);
  await user.click(within(dialog).getByRole('switch', { name: 'It is not known yet until when' }));
  await expectAccessible();
  await user.click(send);
  await screen.findByText('Paused until you resume.');
  expect(sent.find((one) => one.operationName === 'PauseSeries')?.variables).toEqual({
    input: { seriesId: 's1', from: '2026-11-21', until: null },
  });
});

const list = (more: Record<string, unknown> = {}) => ({
  OneOnOnesPage: {
    viewer: { __typename: 'Viewer', series: [], seriesProposals: [], ...more },
  },
});

test('one-on-ones are proposed with a reason and one button, which leads to the form', async () => {
  const { user } = show(page, {
    at: '/one-on-ones',
    answers: {
      ...list({
        seriesProposals: [
          {
            __typename: 'SeriesProposal',
            key: 'x',
            reason: 'NEW_MANAGER',
            person: mo,
            formerManager: person('Max Orlov'),
          },
        ],
      }),
      StartWith: { person: mo },
      StartSeriesWith: {
        person: {
          ...mo,
          relationship: { __typename: 'Relationship', key: 'mo', bond: 'MY_MANAGER' },
          series: null,
        },
      },
      PreviewRhythm: preview(),
    },
  });
  const proposals = await screen.findByRole('region', { name: 'You could begin to meet' });
  expect(proposals.textContent).toContain('is your manager now, after Max Orlov');
  await expectAccessible();
  await user.click(within(proposals).getByRole('link', { name: 'Start one-on-ones' }));
  const dialog = await screen.findByRole('dialog', { name: 'Start one-on-ones' });
  await waitFor(() =>
    expect(
      (within(dialog).getByRole('radio', { name: 'Manager and report' }) as HTMLInputElement).checked,
    ).toBe(true),
  );
});

test('one-on-ones begin with anybody, by a rule of their own, which is previewed', async () => {
  const { sent, user } = show(page, {
    at: '/one-on-ones?start=mo',
    answers: {
      ...list(),
      StartWith: { person: mo },
      StartSeriesWith: {
        person: {
          ...mo,
          relationship: { __typename: 'Relationship', key: 'mo', bond: 'COLLEAGUE' },
          series: null,
        },
      },
      PreviewRhythm: preview(),
      StartSeries: {
        startSeries: {
          __typename: 'StartSeriesSuccess',
          series: {
            __typename: 'OneOnOneSeries',
            id: 's1',
            current: { __typename: 'OneOnOneMeeting', id: 'm1' },
          },
        },
      },
    },
  });
  const dialog = await screen.findByRole('dialog', { name: 'Start one-on-ones' });
  await user.click(within(dialog).getByRole('radio', { name: 'Mentor and mentee' }));
  await user.click(within(dialog).getByRole('radio', { name: 'By a rule of our own' }));
  await user.click(within(dialog).getByRole('button', { name: 'Thursday' }));
  await within(dialog).findByText('every third Monday at 10:00');
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Start' }));
  await screen.findByText('the meeting');
  // The first suggested day is the Monday after the Saturday on which the test takes place.
  expect(sent.find((one) => one.operationName === 'StartSeries')?.variables).toEqual({
    input: {
      personId: mo.id,
      kind: 'MENTOR',
      cadence: 'CUSTOM',
      rrule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH',
      timeZone: 'Europe/Berlin',
      firstMeetingAt: '2026-11-23T09:00:00.000Z',
    },
  });
});

test('what is wrong with a rule is said at its field while it is written', async () => {
  const { user } = show(page, {
    at: '/one-on-ones?start=',
    answers: {
      ...list(),
      PreviewRhythm: preview({
        rrule: null,
        rhythm: '',
        meetings: [],
        problem: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'RULE_UNKNOWN',
          message: 'This rule is not understood.',
          field: 'rrule',
        },
      }),
    },
  });
  const dialog = await screen.findByRole('dialog', { name: 'Start one-on-ones' });
  await user.click(within(dialog).getByRole('radio', { name: 'By a rule of our own' }));
  await user.click(within(dialog).getByRole('button', { name: 'Write the rule as text' }));
  const field = within(dialog).getByRole('textbox', { name: 'The rule (RRULE)' });
  await user.clear(field);
  await user.type(field, 'every full moon');
  await within(dialog).findByText('This rule is not understood.');
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

test('who meets already is led to the meetings instead of being refused', async () => {
  show(page, {
    at: '/one-on-ones?start=mo',
    answers: {
      ...list(),
      StartWith: { person: mo },
      StartSeriesWith: {
        person: {
          ...mo,
          relationship: { __typename: 'Relationship', key: 'mo', bond: 'MY_MANAGER' },
          series: series({ endedAt: null }),
        },
      },
      PreviewRhythm: preview(),
    },
  });
  const link = await screen.findByRole('link', { name: 'Open them' });
  expect(link.getAttribute('href')).toBe('/meetings/m1');
  expect((screen.getByRole('button', { name: 'Start' }) as HTMLButtonElement).disabled).toBe(true);
});
