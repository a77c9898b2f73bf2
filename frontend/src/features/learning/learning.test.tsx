import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import LearningPage from '@/app/pages/LearningPage';
import { type Answers, ann, expectAccessible, person, show } from '@/test/render';

const resource = (title: string, more: Record<string, unknown> = {}) => ({
  __typename: 'LearningResource',
  id: title,
  title,
  kind: 'COURSE',
  url: 'https://example.com/course',
  provider: 'HR',
  language: 'en',
  minutes: 90,
  description: '',
  doneCount: null,
  retired: false,
  canEdit: false,
  version: 1,
  targets: [],
  myRecord: null,
  ...more,
});

const certificate = (name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'Certificate',
  id: name,
  name,
  issuer: 'The board',
  number: '',
  issuedOn: null,
  expiresOn: null,
  daysLeft: null,
  version: 2,
  canEdit: true,
  file: null,
  ...more,
});

const record = (more: Record<string, unknown>) => ({
  __typename: 'LearningRecord',
  id: 'r1',
  state: 'PLANNED',
  doneOn: null,
  minutes: null,
  note: '',
  ...more,
});

function answers(more: Answers = {}): Answers {
  return {
    DevelopmentTabs: {
      viewer: {
        __typename: 'Viewer',
        person: { __typename: 'Person', id: ann.personId, directReportCount: 0 },
        teamDevelopmentPlans: [],
      },
    },
    MyLearning: { viewer: { __typename: 'Viewer', learning: [], learningSuggested: [] } },
    LearningCatalogue: {
      learningResources: { __typename: 'LearningResourceConnection', totalCount: 0, edges: [] },
    },
    MyCertificates: { viewer: { __typename: 'Viewer', certificates: [], teamCertificates: [] } },
    PickCompetencies: { competencyFrameworks: [] },
    ...more,
  };
}

const list = (...nodes: unknown[]) => ({
  learningResources: {
    __typename: 'LearningResourceConnection',
    totalCount: nodes.length,
    edges: nodes.map((node) => ({ __typename: 'LearningResourceEdge', node })),
  },
});

test('with nothing yet each part says what will stand there', async () => {
  show(<LearningPage />, { answers: answers() });
  expect(await screen.findByText(/What fits your gaps/)).toBeTruthy();
  expect(await screen.findByText(/Courses, books and other things/)).toBeTruthy();
  expect(await screen.findByText(/be reminded before they expire/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Import from CSV' })).toBeNull();
  await expectAccessible();
});

test('a suggestion says why, and goes on one’s list', async () => {
  const { user, sent } = show(<LearningPage />, {
    answers: answers({
      MyLearning: {
        viewer: {
          __typename: 'Viewer',
          learning: [],
          learningSuggested: [
            {
              __typename: 'LearningSuggestion',
              reason: 'For the gap in Testing',
              resource: resource('Testing well'),
            },
          ],
        },
      },
      PlanLearning: {
        planLearning: {
          __typename: 'PlanLearningSuccess',
          record: { __typename: 'LearningRecord', id: 'r1', state: 'PLANNED' },
        },
      },
    }),
  });
  expect(await screen.findByText('For the gap in Testing')).toBeTruthy();
  expect(screen.getByText('Course · HR · 1 hr 30 min · EN')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Put on my list: Testing well' }));
  expect(await screen.findByText('It is on your list.')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'PlanLearning')?.variables).toEqual({
    input: { resourceId: 'Testing well' },
  });
});

test('what is learned is told with a day, and with minutes only if one likes', async () => {
  const planned = resource('Testing well', { myRecord: record({}) });
  const { user, sent } = show(<LearningPage />, {
    answers: answers({
      MyLearning: {
        viewer: {
          __typename: 'Viewer',
          learning: [{ ...record({}), resource: planned }],
          learningSuggested: [],
        },
      },
      MarkLearningDone: {
        markLearningDone: {
          __typename: 'MarkLearningDoneSuccess',
          record: { __typename: 'LearningRecord', id: 'r1', state: 'DONE' },
        },
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Mark as done: Testing well' }));
  await user.click(await screen.findByRole('button', { name: 'Mark as done' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'MarkLearningDone')?.variables).toMatchObject({
      input: { resourceId: 'Testing well', minutes: null, note: '' },
    }),
  );
});

test('an address that a browser would run is no link', async () => {
  show(<LearningPage />, {
    answers: answers({
      LearningCatalogue: list(resource('Fine'), resource('Foul', { url: 'javascript:alert(1)' })),
    }),
  });
  expect(await screen.findByRole('link', { name: /Fine/ })).toBeTruthy();
  expect(screen.queryByRole('link', { name: /Foul/ })).toBeNull();
});

test('HR puts something into the catalogue', async () => {
  const { user, sent } = show(<LearningPage />, {
    session: { ...ann, isHr: true },
    answers: answers({
      SaveLearningResource: {
        saveLearningResource: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'X',
          message: 'That is no address.',
          field: 'url',
        },
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Add' }));
  await user.type(await screen.findByRole('textbox', { name: /Title/ }), 'A new one');
  await user.type(screen.getByRole('textbox', { name: /Address/ }), 'nowhere');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('That is no address.')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'SaveLearningResource')?.variables).toMatchObject({
    input: { id: null, version: 0, title: 'A new one', minutes: null, targets: [] },
  });
  await expectAccessible();
});

test('a table of resources is tried first, and taken over only without a problem', async () => {
  const report = (more: Record<string, unknown>) => ({
    importLearning: {
      __typename: 'ImportLearningSuccess',
      report: {
        __typename: 'CsvReport',
        rows: 2,
        created: 1,
        changed: 0,
        unchanged: 1,
        retired: 0,
        applied: false,
        problems: [],
        ...more,
      },
    },
  });
  const problem = { __typename: 'CsvProblem', line: 3, column: 'kind', message: 'Unknown kind.' };
  const { user, sent } = show(<LearningPage />, {
    session: { ...ann, isHr: true },
    answers: answers({
      ImportLearning: ({ input }: Record<string, unknown>) => {
        const { csv, apply } = input as { csv: string; apply: boolean };
        if (csv.includes('bad')) return report({ problems: [problem] });
        return report({ applied: apply });
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Import from CSV' }));
  const dialog = await screen.findByRole('dialog');
  const input = dialog.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
  await user.upload(input, new File(['title,kind\nbad,x'], 'bad.csv', { type: 'text/csv' }));
  expect(await screen.findByText('Unknown kind.')).toBeTruthy();
  expect(screen.getByText('Line 3, kind')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Take over/ })).toBeNull();

  await user.upload(input, new File(['title,kind\ngood,book'], 'good.csv', { type: 'text/csv' }));
  await user.click(await screen.findByRole('button', { name: 'Take over 1 change' }));
  expect(await screen.findByText('Taken over.')).toBeTruthy();
  expect(sent.filter((one) => one.operationName === 'ImportLearning').map((one) => (one.variables['input'] as { apply: boolean }).apply)).toEqual([false, false, true]);
});

test('a certificate says how long it holds, also those of the team', async () => {
  show(<LearningPage />, {
    answers: answers({
      MyCertificates: {
        viewer: {
          __typename: 'Viewer',
          certificates: [
            certificate('First aid', { expiresOn: '2026-12-01', daysLeft: 10 }),
            certificate('Welding'),
          ],
          teamCertificates: [
            { ...certificate('Forklift', { expiresOn: '2026-11-01', daysLeft: -21, canEdit: false }), person: person('Bo Chen') },
          ],
        },
      },
    }),
  });
  expect(await screen.findByText(/10 days left, until/)).toBeTruthy();
  expect(screen.getByText('Does not expire')).toBeTruthy();
  const team = screen.getByRole('region', { name: 'Expiring in your team' });
  expect(within(team).getByText(/Expired 21 days ago/)).toBeTruthy();
  expect(within(team).queryByRole('button')).toBeNull();
  await expectAccessible();
});

test('a certificate is kept with its file, which is sent first', async () => {
  const upload = vi.fn<typeof fetch>(() =>
    Promise.resolve(new Response(JSON.stringify({ fileId: 'file-1' }))),
  );
  vi.stubGlobal('fetch', upload);
  const { user, sent } = show(<LearningPage />, {
    answers: answers({
      SaveCertificate: {
        saveCertificate: {
          __typename: 'SaveCertificateSuccess',
          certificate: { __typename: 'Certificate', id: 'c1' },
        },
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Add a certificate' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: /What it is for/ }), 'First aid');
  const input = dialog.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
  await user.upload(input, new File(['x'], 'paper.pdf', { type: 'application/pdf' }));
  expect(await within(dialog).findByText('paper.pdf')).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'SaveCertificate')?.variables).toMatchObject({
      input: { id: null, name: 'First aid', fileId: 'file-1', removeFile: false, expiresOn: null },
    }),
  );
  expect(upload.mock.calls[0]?.[0]).toBe('/uploads/file');
  vi.unstubAllGlobals();
});
