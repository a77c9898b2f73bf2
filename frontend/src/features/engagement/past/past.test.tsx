import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import SurveyImportPage from '@/app/pages/SurveyImportPage';
import type { ImportPastSurveyInput } from '@/gql/graphql';
import { ann, expectAccessible, show } from '@/test/render';

const hana = { ...ann, isHr: true };
const page = (
  <Routes>
    <Route path="engagement/import" element={<SurveyImportPage />} />
    <Route path="*" element={<p>The report</p>} />
  </Routes>
);
const column = (name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'PastSurveyColumn',
  name,
  use: 'QUESTION',
  kind: 'SCALE',
  segment: null,
  values: 4,
  examples: ['1', '2'],
  lowest: 1,
  highest: 4,
  note: '',
  ...more,
});
const draft = {
  PastSurveyDraft: {
    pastSurveyDraft: {
      __typename: 'PastSurveyDraft',
      uploadId: 'u1',
      fileName: 'survey.csv',
      rows: 2833,
      columns: [
        column('Happiness', { use: 'OUTCOME' }),
        column('Ben1'),
        column('Ben2'),
        column('Canteen 1'),
        column('Site', { use: 'SEGMENT', segment: 'LOCATION', kind: null, lowest: null, highest: null }),
        column('E-mail', {
          use: 'LEAVE_OUT',
          kind: null,
          lowest: null,
          highest: null,
          note: 'It says who somebody is.',
        }),
      ],
    },
    surveyDrivers: [{ __typename: 'SurveyDriver', id: 'd1', name: 'Manager' }],
  },
};
const answer = (problems: unknown[], wave: unknown = null) => ({
  ImportPastSurvey: {
    importPastSurvey: {
      __typename: 'ImportPastSurveySuccess',
      wave,
      losses: [
        {
          __typename: 'SegmentLoss',
          kind: 'LOCATION',
          kept: 2800,
          people: 2833,
          values: 4,
          valuesKept: 3,
        },
      ],
      report: {
        __typename: 'CsvReport',
        rows: 2833,
        created: 2833,
        changed: 0,
        unchanged: 0,
        retired: 0,
        applied: wave !== null,
        problems,
      },
    },
  },
});

afterEach(() => vi.unstubAllGlobals());

test('a file goes up, and what does not arrive says so', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ message: 'This is no table.' }, { status: 400 })),
  );
  const { user } = show(page, { session: hana, at: '/engagement/import' });
  await user.upload(screen.getByLabelText('Table of answers'), new File(['x'], 'old.csv'));
  expect(await screen.findByText('This is no table.')).toBeTruthy();
  await expectAccessible();
});

test('columns are what they seem to be until one says otherwise, and are tried before they are taken over', async () => {
  const { user, sent } = show(page, {
    session: hana,
    at: '/engagement/import?upload=u1',
    answers: { ...draft, ...answer([], null) },
  });
  await screen.findByText('survey.csv: 2,833 rows');
  const ben = screen.getByText('Ben1').closest('li')!;
  // Two columns with the same word before a number belong together; each may be named anew.
  expect(within(ben).getByLabelText('Driver')).toHaveProperty('value', 'new:Ben');
  await user.type(within(ben).getByLabelText('Name of the driver'), 'efits');
  const second = screen.getByText('Ben2').closest('li')!;
  await user.selectOptions(within(second).getByLabelText('Driver'), 'Benefits');
  const canteen = screen.getByText('Canteen 1').closest('li')!;
  await user.selectOptions(within(canteen).getByLabelText('Driver'), 'A new one …');
  await user.type(within(canteen).getByLabelText('Name of the driver'), 'Food');
  expect(screen.getByText('It says who somebody is.')).toBeTruthy();
  await user.type(screen.getByLabelText('English'), 'Survey of 2019');
  await user.type(screen.getByLabelText('Last day on which it was answered'), '2019-06-30');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Try it' }));
  expect(await screen.findByText('All 2,833 rows are sound and can be taken over.')).toBeTruthy();
  expect(screen.getByText(/Location: told of 2,800 of 2,833 people/)).toBeTruthy();
  const inputs = () =>
    sent
      .filter((one) => one.operationName === 'ImportPastSurvey')
      .map((one) => (one.variables as { input: ImportPastSurveyInput }).input);
  const input = inputs()[0]!;
  expect(input.apply).toBe(false);
  expect(input.columns.map((one) => [one.name, one.use, one.driverName])).toEqual([
    ['Happiness', 'OUTCOME', ''],
    ['Ben1', 'QUESTION', 'Benefits'],
    ['Ben2', 'QUESTION', 'Benefits'],
    ['Canteen 1', 'QUESTION', 'Food'],
    ['Site', 'SEGMENT', ''],
    ['E-mail', 'LEAVE_OUT', ''],
  ]);
  await user.click(screen.getByRole('button', { name: 'Take over 2,833 rows' }));
  await waitFor(() => expect(inputs().map((one) => one.apply)).toEqual([false, true]));
});

test('each bad row is named, and nothing can be taken over then', async () => {
  const problem = {
    __typename: 'CsvProblem',
    line: 14,
    column: 'Ben1',
    message: '9 is not on the scale from 1 to 4.',
  };
  const { user } = show(page, {
    session: hana,
    at: '/engagement/import?upload=u1',
    answers: { ...draft, ...answer([problem]) },
  });
  await user.type(await screen.findByLabelText('English'), 'Survey of 2019');
  await user.type(screen.getByLabelText('Last day on which it was answered'), '2019-06-30');
  await user.click(screen.getByRole('button', { name: 'Try it' }));
  expect(await screen.findByText('Line 14, Ben1: 9 is not on the scale from 1 to 4.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Take over/ })).toBeNull();
});

test('who is not HR brings in nothing', () => {
  show(page, { at: '/engagement/import' });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
});
