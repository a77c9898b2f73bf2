import { screen, within } from '@testing-library/react';
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

const rate = (name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'DepartmentRate',
  key: name,
  name,
  people: 12,
  meetingPeople: 9,
  held30: 6,
  held90: 20,
  held365: 80,
  rate30: 0.75,
  rate90: 0.8,
  rate365: null,
  ...more,
});

test('who is not HR sees no report', () => {
  show(page, { at: '/reports/one-on-ones' });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
});

test('rates come with what they were counted from, and with what is left out', async () => {
  show(page, {
    session: hana,
    at: '/reports/one-on-ones',
    answers: {
      OneOnOneRates: {
        oneOnOneRates: {
          __typename: 'OneOnOneRates',
          minimum: 5,
          withheld: 2,
          company: rate('Everybody', { people: 60 }),
          departments: [rate('Engineering'), rate('Design', { rate30: null, people: 5 })],
        },
      },
    },
  });
  const row = await screen.findByRole('row', { name: /Engineering/ });
  expect(within(row).getByText('75%')).toBeTruthy();
  expect(within(row).getByText('6 held')).toBeTruthy();
  expect(within(screen.getByRole('row', { name: /Design/ })).getAllByText('none planned')).toHaveLength(2);
  expect(screen.getByText(/2 smaller departments are left out/)).toBeTruthy();
  await expectAccessible();
});

test('with no department that is large enough the page says what is needed', async () => {
  show(page, {
    session: hana,
    at: '/reports/one-on-ones',
    answers: {
      OneOnOneRates: {
        oneOnOneRates: {
          __typename: 'OneOnOneRates',
          minimum: 5,
          withheld: 3,
          company: null,
          departments: [],
        },
      },
    },
  });
  expect(await screen.findByText('A department appears here once it has 5 people.')).toBeTruthy();
});

const department = (key: string, name: string, x: number) => ({
  __typename: 'NetworkDepartment',
  key,
  name,
  people: 8,
  x,
  y: 0.5,
  insideShare: 0.62,
  reach: 1,
  betweenness: 0.25,
});

const network = {
  __typename: 'DepartmentNetwork',
  minimum: 5,
  days: 90,
  withheld: 0,
  departments: [department('a', 'Engineering', 0), department('b', 'Design', 1)],
  ties: [
    {
      __typename: 'NetworkTie',
      key: 'a:b',
      fromKey: 'a',
      toKey: 'b',
      contacts: 41,
      meetings: 20,
      thanks: 15,
      feedback: 6,
      pairsAtLeast: 10,
    },
  ],
  findings: [
    {
      __typename: 'NetworkFinding',
      key: 'silo:b',
      kind: 'SILO',
      text: 'Design keeps most of its contacts inside.',
      departmentKeys: ['b'],
    },
  ],
};

test('the map says in words what it draws, and its tables hold every number', async () => {
  const { sent, user } = show(page, {
    session: hana,
    at: '/reports/departments',
    answers: { DepartmentNetwork: { departmentNetwork: network } },
  });
  expect(
    await screen.findByRole('img', { name: /2 departments and 1 ties; the strongest is between Engineering and Design/ }),
  ).toBeTruthy();
  expect(screen.getByRole('row', { name: 'Engineering – Design 41 20 15 6 10 or more' })).toBeTruthy();
  expect(screen.getByText('Design keeps most of its contacts inside.')).toBeTruthy();
  await expectAccessible();

  await user.selectOptions(screen.getByLabelText('What counts'), 'THANKS');
  await user.selectOptions(screen.getByLabelText('Period'), '365');
  expect(sent.at(-1)?.variables).toEqual({ days: 365, kinds: ['THANKS'] });
});

const group = (name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'CoverageGroup',
  key: name,
  name,
  people: 10,
  withPlan: 4,
  checkedIn30: 3,
  quiet: 1,
  closed12Months: 2,
  completed12Months: 1,
  goalsDoneShare: 0.5,
  assessed12Months: 6,
  ...more,
});

test('coverage stands as it was on a day, with downloads of the same question', async () => {
  show(page, {
    session: hana,
    at: '/reports/development?by=LOCATION&on=2026-09-01',
    answers: {
      DevelopmentCoverage: (variables: Record<string, unknown>) => {
        expect(variables).toEqual({ by: 'LOCATION', on: '2026-09-01' });
        return {
          developmentCoverage: {
            __typename: 'DevelopmentCoverage',
            minimum: 5,
            on: '2026-09-01',
            withheld: 1,
            company: group('Company', { people: 60, withPlan: 30 }),
            groups: [group('Berlin', { goalsDoneShare: null, closed12Months: 0 })],
            trend: [
              { __typename: 'CoverageMonth', month: '2026-08-01', people: 58, withPlan: 29, completed: 2 },
            ],
          },
        };
      },
    },
  });
  const row = await screen.findByRole('row', { name: /Berlin/ });
  expect(within(row).getByText('40%')).toBeTruthy();
  expect(screen.getByRole('rowheader', { name: 'August 2026' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Excel' }).getAttribute('href')).toBe(
    '/exports/development-coverage.xlsx?by=location&on=2026-09-01',
  );
  await expectAccessible();
});

test('a gap of too few people is not there, and the two sides stay apart', async () => {
  show(page, {
    session: hana,
    at: '/reports/gaps?by=DEPARTMENT&framework=f',
    answers: {
      CompetencyGaps: {
        competencyFrameworks: [{ __typename: 'CompetencyFramework', id: 'f', name: 'Product' }],
        competencyGaps: {
          __typename: 'CompetencyGaps',
          minimum: 5,
          withheld: 0,
          framework: { __typename: 'CompetencyFramework', id: 'f', name: 'Product' },
          competencies: [
            { __typename: 'Competency', id: 'a', name: 'Design' },
            { __typename: 'Competency', id: 'b', name: 'Quality' },
          ],
          groups: [
            {
              __typename: 'GapGroup',
              key: 'p',
              name: 'Platform',
              people: 8,
              cells: [
                { __typename: 'GapCell', competencyIndex: 0, people: 8, selfGap: -0.2, managerGap: 0.5, belowShare: 0.5 },
              ],
            },
          ],
        },
      },
    },
  });
  const row = await screen.findByRole('row', { name: /Design/ });
  expect(within(row).getByText('Self -0.2')).toBeTruthy();
  expect(within(row).getByText('Manager +0.5')).toBeTruthy();
  expect(within(row).getByText('50% below, of 8')).toBeTruthy();
  expect(within(screen.getByRole('row', { name: /Quality/ })).getByLabelText('too few assessed')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe(
    '/exports/competency-gaps.csv?by=department&frameworkId=f',
  );
  await expectAccessible();
});

const share = (percent: number) => ({
  __typename: 'Share',
  share: percent,
  low: percent - 10,
  high: percent + 10,
  n: 5,
  of: 10,
});

const thanks = (label: string, smaller = false) => ({
  __typename: 'ThanksGroupLine',
  label,
  smaller,
  people: 10,
  participation: share(50),
  gave: share(40),
  received: share(30),
  gini: { __typename: 'Estimate', value: 0.42, low: 0.3, high: 0.55 },
});

const recognition = (more: Record<string, unknown> = {}) => ({
  RecognitionReport: {
    recognitionReport: {
      __typename: 'RecognitionReport',
      from: '2026-10-23',
      until: '2026-11-22',
      people: 20,
      withheld: 2,
      minimumGroup: 5,
      company: thanks('Company'),
      groups: [thanks('Engineering'), thanks('Smaller departments together', true)],
      flows: [],
      values: [],
      ...more,
    },
  },
});

test('taking part in thanks comes with intervals, and with tables to take along', async () => {
  show(page, { session: hana, at: '/reports/recognition', answers: recognition() });
  const row = await screen.findByRole('row', { name: /Engineering/ });
  expect(within(row).getByText('50%')).toBeTruthy();
  expect(within(row).getByText('(40–60%)')).toBeTruthy();
  expect(within(row).getByText('0.42')).toBeTruthy();
  // They are told of together, so none is left out.
  expect(screen.queryByText(/left out/)).toBeNull();
  const links = screen.getAllByRole('link').map((one) => one.getAttribute('href'));
  expect(links).toContain('/exports/recognition-report.xlsx?by=department&days=30');
  expect(links).toContain('/exports/public-kudos.csv?days=30');
  await expectAccessible();
});

test('thanks between groups and values have their own rows, and what is withheld is a dash', async () => {
  show(page, {
    session: hana,
    at: '/reports/recognition?days=90',
    answers: recognition({
      flows: [
        {
          __typename: 'ThanksFlow',
          from: 'Engineering',
          to: 'Care',
          kudos: 7,
          perTen: { __typename: 'Estimate', value: 7, low: 2.8, high: 14.4 },
        },
      ],
      values: [
        {
          __typename: 'ValueUse',
          kudos: 9,
          share: share(60),
          value: { __typename: 'CompanyValue', id: 'v1', name: 'Say it early', color: 'teal', icon: 'star' },
          departments: [
            { __typename: 'ValueUseCell', label: 'Engineering', kudos: 6, share: null },
            { __typename: 'ValueUseCell', label: 'Care', kudos: null, share: null },
          ],
        },
      ],
    }),
  });
  const flow = await screen.findByRole('row', { name: /Engineering Care 7/ });
  expect(within(flow).getByText('(2.8–14.4)')).toBeTruthy();
  const value = screen.getByRole('row', { name: /Say it early/ });
  expect(within(value).getByText('–')).toBeTruthy();
  expect(screen.getAllByRole('link').map((one) => one.getAttribute('href'))).toContain(
    '/exports/recognition-flows.csv?by=department&days=90',
  );
});
