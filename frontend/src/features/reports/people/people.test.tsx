import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import ReportsPage from '@/app/pages/ReportsPage';
import { ann, expectAccessible, show } from '@/test/render';

const hana = { ...ann, isHr: true };
const page = (
  <Routes>
    <Route path="reports/*" element={<ReportsPage />} />
  </Routes>
);
const column = (key: string, more: Record<string, unknown> = {}) => ({
  __typename: 'ReportColumn',
  key,
  label: 'Meetings held',
  unit: 'SHARE',
  help: 'Of the meetings that were meant to be.',
  main: true,
  ...more,
});
const cell = (key: string, value: number | null, more: Record<string, unknown> = {}) => ({
  __typename: 'ReportCell',
  key,
  value,
  from: value === null ? null : value - 0.1,
  until: value === null ? null : value + 0.1,
  n: 20,
  reason: value === null ? 'Too few meet.' : null,
  ...more,
});
const row = (label: string, value: number | null) => ({
  __typename: 'PeopleReportRow',
  key: label,
  label,
  people: 12,
  together: false,
  cells: [cell('held', value), cell('wait', 3.5, { from: null, until: null })],
});
const report = (more: Record<string, unknown> = {}) => ({
  PeopleReport: {
    peopleReport: {
      __typename: 'PeopleReport',
      title: 'One-on-ones over the last 90 days',
      from: '2026-08-24',
      until: '2026-11-22',
      notes: ['A pair counts in both groups.'],
      withheld: 2,
      columns: [
        column('held'),
        column('wait', { label: 'Days between', unit: 'DAYS', main: false, help: 'Half wait longer.' }),
      ],
      everybody: row('Everybody', 0.7),
      rows: [row('Engineering', 0.8), row('Care', null)],
      months: ['2026-08', '2026-09', '2026-10'].map((month, index) => ({
        __typename: 'ReportMonth',
        month,
        cells: [cell('held', index === 1 ? null : 0.5 + index / 10), cell('wait', 3)],
      })),
      ...more,
    },
  },
});

test('figures come with their interval, and what is not told says why', async () => {
  show(page, { session: hana, at: '/reports/people', answers: report() });
  const engineering = await screen.findByRole('row', { name: /Engineering/ });
  expect(within(engineering).getByText('80%')).toBeTruthy();
  expect(within(engineering).getByText('(70%–90%)')).toBeTruthy();
  expect(within(engineering).getByText('3.5 days')).toBeTruthy();
  expect(within(screen.getByRole('row', { name: /Care/ })).getByText('Too few meet.')).toBeTruthy();
  expect(screen.getByText(/2 smaller groups are told of together/)).toBeTruthy();
  expect(screen.getByText('A pair counts in both groups.')).toBeTruthy();
  const links = screen.getAllByRole('link').map((one) => one.getAttribute('href'));
  expect(links).toContain('/exports/people-report.pdf?kind=one_on_ones&by=department&as_of=now');
  await expectAccessible();
});

test('a month about which nothing is known has no point, and every month stands in the table', async () => {
  show(page, { session: hana, at: '/reports/people', answers: report() });
  const chart = await screen.findByRole('img', { name: /Meetings held: from 50% to 70%/ });
  expect(chart.querySelectorAll('circle')).toHaveLength(2);
  // Before and after the gap are two lines.
  expect(chart.querySelectorAll('polyline')).toHaveLength(2);
  expect(screen.getByRole('row', { name: /September 2026/, hidden: true }).textContent).toContain(
    'Too few meet.',
  );
});

test('what was chosen is in the address and in what is asked', async () => {
  const { user, sent } = show(page, { session: hana, at: '/reports/people', answers: report() });
  await screen.findByRole('row', { name: /Engineering/ });
  await user.selectOptions(screen.getByLabelText('About'), 'RECOGNITION');
  await user.selectOptions(screen.getByLabelText('By'), 'TENURE');
  await screen.findByRole('row', { name: /Engineering/ });
  expect(sent.filter((one) => one.operationName === 'PeopleReport').at(-1)?.variables).toEqual({
    kind: 'RECOGNITION',
    by: 'TENURE',
    asOf: 'NOW',
  });
});

test('with too few people the page says what is needed', async () => {
  show(page, {
    session: hana,
    at: '/reports/people',
    answers: report({ everybody: null, rows: [], months: [] }),
  });
  expect(await screen.findByText('There are too few people to tell anything.')).toBeTruthy();
});

test('the report on the screen can be had by mail, and what comes can be stopped', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/reports/people?kind=CYCLES',
    answers: {
      ...report(),
      ReportSchedules: {
        reportSchedules: [
          {
            __typename: 'ReportSchedule',
            id: 's1',
            kind: 'DIRECTORY',
            by: 'LOCATION',
            asOf: 'NOW',
            format: 'PDF',
            every: 'WEEKLY',
            nextOn: '2026-11-30',
            lastOn: null,
            version: 3,
          },
        ],
      },
      SaveReportSchedule: {
        saveReportSchedule: {
          __typename: 'SaveReportScheduleSuccess',
          schedule: { __typename: 'ReportSchedule', id: 's2', nextOn: '2026-12-01' },
        },
      },
      EndReportSchedule: {
        endReportSchedule: { __typename: 'EndReportScheduleSuccess', endedId: 's1' },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Have it mailed' }));
  await user.click(await screen.findByRole('button', { name: 'Stop mailing Directory' }));
  expect(sent.find((one) => one.operationName === 'EndReportSchedule')?.variables).toEqual({
    input: { scheduleId: 's1', version: 3 },
  });
  await user.selectOptions(screen.getByLabelText('As'), 'XLSX');
  await expectAccessible();
  const dialog = screen.getByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Have it mailed' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent.find((one) => one.operationName === 'SaveReportSchedule')?.variables).toEqual({
    input: { kind: 'CYCLES', by: 'DEPARTMENT', asOf: 'NOW', every: 'MONTHLY', format: 'XLSX' },
  });
});

test('who read what stands in a list with an end', async () => {
  show(page, {
    session: hana,
    at: '/reports/ledger',
    answers: {
      PeopleReportLedger: {
        peopleReportLedger: {
          __typename: 'PeopleReportAccessConnection',
          totalCount: 1,
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: 'x' },
          edges: [
            {
              __typename: 'PeopleReportAccessEdge',
              node: {
                __typename: 'PeopleReportAccess',
                id: 'a1',
                kind: 'CYCLES',
                by: 'LEVEL',
                act: 'PDF',
                at: '2026-11-20T10:00:00Z',
                person: {
                  __typename: 'Person',
                  id: 'p1',
                  name: 'Hana Sato',
                  title: 'HR',
                  hasLeft: false,
                },
              },
            },
          ],
        },
      },
    },
  });
  expect(await screen.findByText(/Took “Feedback cycles” along as a PDF, by: Level/)).toBeTruthy();
  await expectAccessible();
});
