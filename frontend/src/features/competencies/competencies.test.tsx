import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import AssessmentPage from '@/app/pages/AssessmentPage';
import CareerPathPage from '@/app/pages/CareerPathPage';
import CompetenciesPage from '@/app/pages/CompetenciesPage';
import FrameworkPage from '@/app/pages/FrameworkPage';
import FrameworksPage from '@/app/pages/FrameworksPage';
import LevelsPage from '@/app/pages/LevelsPage';
import { ann, expectAccessible, person, show } from '@/test/render';
import {
  assessment,
  framework,
  level,
  me,
  mo,
  profileLine,
  refusal,
  version,
} from './test/answers';

const hana = { ...ann, isHr: true };
const pages = (
  <Routes>
    <Route path="development/frameworks" element={<FrameworksPage />} />
    <Route path="development/frameworks/:id/*" element={<FrameworkPage />} />
    <Route path="development/levels" element={<LevelsPage />} />
    <Route path="development/competencies" element={<CompetenciesPage />} />
    <Route path="development/competencies/:id/next" element={<CareerPathPage />} />
    <Route path="development/assessments/:id" element={<AssessmentPage />} />
  </Routes>
);
const tabs = {
  viewer: {
    __typename: 'Viewer',
    person: { __typename: 'Person', id: ann.personId, directReportCount: 0 },
    teamDevelopmentPlans: [],
  },
};

const competencies = (more: Record<string, unknown> = {}) => ({
  viewer: { __typename: 'Viewer', assessmentsToWrite: [] },
  person: {
    ...me,
    canPlace: false,
    canAssess: true,
    manager: mo,
    competencyProfile: {
      __typename: 'CompetencyProfile',
      level: { ...level, framework: { __typename: 'CompetencyFramework', id: 'f1', published: version } },
      lines: [profileLine],
    },
    assessments: [],
    placement: {
      __typename: 'Placement',
      startsOn: '2026-01-01',
      endsOn: null,
      level: { ...level, framework: { __typename: 'CompetencyFramework', id: 'f1', name: 'Engineering' } },
    },
    placements: [],
    ...more,
  },
});

test('the two distances from what is expected stand apart, each with its level', async () => {
  show(pages, {
    at: '/development/competencies',
    answers: { CompetenciesPage: competencies(), DevelopmentTabs: tabs },
  });
  const line = (await screen.findByRole('heading', { name: 'Testing' })).closest('li') as HTMLElement;
  expect(within(line).getByText('1 level below what is expected')).toBeTruthy();
  expect(within(line).getByText('as expected')).toBeTruthy();
  expect(within(line).getByText('Tests what hurts most first.')).toBeTruthy();
  // What a round of feedback says stays on its own scale, in the table.
  expect(within(line).getByText('3.8 of 5')).toBeTruthy();
  await expectAccessible();
});

test('without a level it says who sets it', async () => {
  show(pages, {
    at: '/development/competencies',
    answers: {
      CompetenciesPage: competencies({
        competencyProfile: { __typename: 'CompetencyProfile', level: null, lines: [] },
        placement: null,
        canAssess: false,
      }),
      DevelopmentTabs: tabs,
    },
  });
  expect(await screen.findByText('Your level is not set yet.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Begin an assessment' })).toBeNull();
});

test('an assessment is begun with a day until when', async () => {
  const { user, sent } = show(pages, {
    at: '/development/competencies',
    answers: {
      CompetenciesPage: competencies(),
      DevelopmentTabs: tabs,
      OpenAssessment: { openAssessment: refusal('dueOn', 'That day is over.') },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Begin an assessment' }));
  await user.click(await screen.findByRole('button', { name: 'Begin' }));
  expect(await screen.findByText('That day is over.')).toBeTruthy();
  expect(sent.find((one) => one.operationName === 'OpenAssessment')?.variables).toMatchObject({
    input: { personId: ann.personId },
  });
});

test('answers are saved as one goes, and handed in only when every competency has a level', async () => {
  const saved = { version: 0 };
  const { user, sent } = show(pages, {
    at: '/development/assessments/a1',
    answers: {
      AssessmentPage: { assessment: assessment() },
      SaveAssessment: () => {
        saved.version += 1;
        return {
          saveAssessment: {
            __typename: 'SaveAssessmentSuccess',
            assessment: {
              __typename: 'Assessment',
              id: 'a1',
              mySheet: { __typename: 'AssessmentSheet', version: saved.version, savedAt: null },
            },
          },
        };
      },
      SubmitAssessment: {
        submitAssessment: {
          __typename: 'SubmitAssessmentSuccess',
          assessment: { __typename: 'Assessment', id: 'a1', state: 'OPEN' },
        },
      },
    },
  });
  const send = await screen.findByRole('button', { name: 'Hand in' });
  await user.click(send);
  expect(await screen.findByText('1 competency has no level yet.')).toBeTruthy();
  expect(sent.some((one) => one.operationName === 'SubmitAssessment')).toBe(false);

  await user.click(screen.getByRole('radio', { name: /Senior/ }));
  await user.type(screen.getByRole('textbox', { name: 'By what do you see it? Testing' }), 'The storm test.');
  await user.click(send);
  await waitFor(() => expect(sent.some((one) => one.operationName === 'SubmitAssessment')).toBe(true));
  const last = sent.filter((one) => one.operationName === 'SaveAssessment').at(-1);
  expect(last?.variables).toMatchObject({
    input: { id: 'a1', answers: [{ competencyId: 'c1', rank: 2, note: 'The storm test.' }] },
  });
  expect(
    sent.find((one) => one.operationName === 'SubmitAssessment')?.variables,
  ).toMatchObject({ input: { id: 'a1', version: saved.version } });
  await expectAccessible();
});

test('adding evidence hands nothing in', async () => {
  const { user, sent } = show(pages, {
    at: '/development/assessments/a1',
    answers: {
      AssessmentPage: { assessment: assessment() },
      SaveAssessment: { saveAssessment: refusal(null, 'Not now.') },
    },
  });
  await user.click(await screen.findByRole('radio', { name: /Senior/ }));
  await user.click(screen.getByRole('button', { name: 'Add evidence: Testing' }));
  await user.type(await screen.findByRole('textbox', { name: /Address/ }), 'https://example.com/x');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByRole('button', { name: 'Take away: https://example.com/x' })).toBeTruthy();
  expect(sent.some((one) => one.operationName === 'SubmitAssessment')).toBe(false);
  expect(screen.queryByText(/have not reached the server/)).toBeNull();
});

test('what one has handed in can be read again, and of the other side nothing', async () => {
  show(pages, {
    at: '/development/assessments/a1',
    answers: {
      AssessmentPage: {
        assessment: assessment({
          selfSubmitted: true,
          mySheet: {
            __typename: 'AssessmentSheet',
            version: 3,
            submittedAt: '2026-11-20T10:00:00Z',
            answers: [
              { __typename: 'AssessmentAnswer', competencyId: 'c1', rank: 2, note: 'Mine.', evidence: [] },
            ],
          },
        }),
      },
    },
  });
  expect(await screen.findByText('You have handed in your answers.')).toBeTruthy();
  expect(screen.getByText('Mine.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Hand in' })).toBeNull();
});

test('once both have answered they stand side by side, and a gap leads into a plan', async () => {
  const answer = (rank: number, note: string) => ({
    __typename: 'AssessmentAnswer',
    competencyId: 'c1',
    rank,
    note,
    evidence: [
      {
        __typename: 'Evidence',
        id: `e${rank}`,
        kind: 'LINK',
        title: 'A link',
        url: rank === 1 ? 'javascript:alert(1)' : 'https://example.com/',
        sourceId: null,
        file: null,
        source: null,
      },
    ],
  });
  const line = { ...assessment().lines[0], self: answer(2, 'Mine.'), manager: answer(1, 'Theirs.'), selfGap: 0, managerGap: 1 };
  show(pages, {
    at: '/development/assessments/a1',
    answers: {
      AssessmentPage: {
        assessment: assessment({ state: 'COMPARED', comparedAt: '2026-11-21T10:00:00Z', canAnswer: false, lines: [line] }),
      },
    },
  });
  expect(await screen.findByText(/You see 1 competency differently/)).toBeTruthy();
  expect(screen.getByText('Seen differently')).toBeTruthy();
  expect(screen.getByText('Theirs.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Take it into a plan: Testing' })).toBeTruthy();
  // An address that a browser would run is never a link.
  expect(screen.getAllByRole('link', { name: 'A link' })).toHaveLength(1);
  await expectAccessible();
});

test('what could not be sent in time is shown, not lost', async () => {
  localStorage.setItem(
    `erm.draft.v1:${ann.personId}:competencies.assessment:a1`,
    JSON.stringify({
      value: { text: { c1: { rank: 1, note: 'Written on the train.', evidence: [] } }, base: 1 },
    }),
  );
  const { user } = show(pages, {
    at: '/development/assessments/a1',
    answers: { AssessmentPage: { assessment: assessment({ state: 'CANCELLED', canAnswer: false }) } },
  });
  expect(await screen.findByText(/Written on the train/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'I do not need it any more' }));
  expect(screen.queryByText(/Written on the train/)).toBeNull();
});

test('after two devices one chooses for each competency that differs', async () => {
  const mine = { rank: 1, note: 'On the phone.', evidence: [] };
  localStorage.setItem(
    `erm.draft.v1:${ann.personId}:competencies.assessment:a1`,
    JSON.stringify({ value: { text: { c1: mine }, base: 1 } }),
  );
  const sheet = {
    __typename: 'AssessmentSheet',
    version: 2,
    submittedAt: null,
    answers: [
      { __typename: 'AssessmentAnswer', competencyId: 'c1', rank: 2, note: 'At the desk.', evidence: [] },
    ],
  };
  const { user, sent } = show(pages, {
    at: '/development/assessments/a1',
    answers: {
      AssessmentPage: { assessment: assessment({ mySheet: sheet }) },
      SaveAssessment: { saveAssessment: refusal(null, 'Not now.') },
    },
  });
  await user.click(await screen.findByRole('radio', { name: /On the other one/ }));
  await user.click(screen.getByRole('button', { name: 'Go on with these' }));
  expect(
    (screen.getByRole('textbox', { name: 'By what do you see it? Testing' }) as HTMLTextAreaElement).value,
  ).toBe('At the desk.');
  expect(sent.some((one) => one.operationName === 'SaveAssessment')).toBe(false);
});

test('calling it off asks once more', async () => {
  const { user, sent } = show(pages, {
    at: '/development/assessments/a1',
    answers: {
      AssessmentPage: { assessment: assessment({ canCancel: true }) },
      CancelAssessment: {
        cancelAssessment: {
          __typename: 'CancelAssessmentSuccess',
          assessment: { __typename: 'Assessment', id: 'a1', state: 'CANCELLED' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Call the assessment off' }));
  expect(sent.some((one) => one.operationName === 'CancelAssessment')).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Call it off' }));
  await waitFor(() => expect(sent.some((one) => one.operationName === 'CancelAssessment')).toBe(true));
});

test('the next level says what is new, what changes and how much stays', async () => {
  const ask = (id: string, name: string, more: Record<string, unknown>) => ({
    __typename: 'CareerAsk',
    competency: { __typename: 'Competency', id, name },
    now: 'As it is.',
    next: `More of ${name}.`,
    isNew: false,
    changed: false,
    ...more,
  });
  show(pages, {
    at: '/development/competencies/x/next',
    answers: {
      CareerPathPage: {
        person: {
          ...me,
          placements: [],
          careerPath: {
            __typename: 'CareerPath',
            current: level,
            next: [
              {
                __typename: 'CareerStep',
                level: { ...level, id: 'l3', name: 'Lead' },
                asks: [
                  ask('c1', 'Testing', { changed: true }),
                  ask('c2', 'Mentoring', { isNew: true, now: '' }),
                  ask('c3', 'Writing', {}),
                ],
              },
            ],
          },
        },
      },
    },
  });
  expect(await screen.findByRole('heading', { name: 'Engineer · Lead' })).toBeTruthy();
  expect(screen.getByText('New')).toBeTruthy();
  expect(screen.getByText('1 competency stays as it is')).toBeTruthy();
  await expectAccessible();
});

test('a framework shows a level at a time, or all of them', async () => {
  const { user } = show(pages, {
    at: '/development/frameworks/f1',
    answers: { FrameworkPage: { competencyFramework: framework() } },
  });
  expect(await screen.findByText('Tests what hurts most first.')).toBeTruthy();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Level' }), 'e1');
  expect(screen.queryByText('Tests what hurts most first.')).toBeNull();
  expect(screen.getByText('Writes tests.')).toBeTruthy();
  expect(screen.queryByRole('link', { name: /Draft/ })).toBeNull();
  await expectAccessible();
});

test('HR edits a draft, which saves itself with all its words', async () => {
  const { user, sent } = show(pages, {
    session: hana,
    at: '/development/frameworks/f1/words?level=e1',
    answers: {
      FrameworkPage: { competencyFramework: framework({ canManage: true }) },
      FrameworkEditor: { competencyFramework: framework({ canManage: true, draft: version }) },
      SaveFrameworkDraft: {
        saveFrameworkDraft: {
          __typename: 'SaveFrameworkDraftSuccess',
          framework: framework({ version: 8, draft: version }),
        },
      },
    },
  });
  const cell = await screen.findByRole('textbox', { name: 'Testing, Junior' });
  await user.clear(cell);
  await user.type(cell, 'Runs them too.');
  await waitFor(
    () => expect(sent.some((one) => one.operationName === 'SaveFrameworkDraft')).toBe(true),
    { timeout: 4000 },
  );
  const input = sent.findLast((one) => one.operationName === 'SaveFrameworkDraft')?.variables['input'];
  expect(input).toMatchObject({
    frameworkId: 'f1',
    version: 7,
    content: {
      competencies: [
        {
          key: 'testing',
          familyKey: 'craft',
          expectations: [
            { trackKey: 'engineer', levelKey: 'e1', texts: { en: 'Runs them too.', ru: 'Пишет тесты.' } },
            { trackKey: 'engineer', levelKey: 'e2', texts: { en: 'Tests what hurts most first.' } },
          ],
        },
      ],
    },
  });
  await expectAccessible();
});

test('what is removed from a draft can be put back', async () => {
  const { user } = show(pages, {
    session: hana,
    at: '/development/frameworks/f1/structure',
    answers: {
      FrameworkPage: { competencyFramework: framework({ canManage: true }) },
      FrameworkEditor: { competencyFramework: framework({ canManage: true, draft: version }) },
      SaveFrameworkDraft: { saveFrameworkDraft: refusal(null, 'No.') },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Remove: Testing' }));
  expect(screen.queryByRole('button', { name: 'Remove: Testing' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Publish' }).hasAttribute('disabled')).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(screen.getByRole('button', { name: 'Remove: Testing' })).toBeTruthy();
});

test('who is not HR has no levels to set', () => {
  show(pages, { at: '/development/levels' });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
});

test('HR sees everybody with their level, and says what is wrong with a new one', async () => {
  const { user } = show(pages, {
    session: hana,
    at: '/development/levels',
    answers: {
      LevelsOfPeople: {
        people: {
          __typename: 'PersonConnection',
          totalCount: 1,
          edges: [
            { __typename: 'PersonEdge', node: { ...person('Bo Chen'), canPlace: true, placement: null } },
          ],
        },
      },
      LevelsToChoose: {
        competencyFrameworks: [{ __typename: 'CompetencyFramework', id: 'f1', name: 'Engineering', published: version }],
      },
      PlacePerson: { placePerson: refusal('startsOn', 'That is too far ahead.') },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Set the level of Bo Chen' }));
  await user.selectOptions(await screen.findByRole('combobox', { name: /Level/ }), 'l2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('That is too far ahead.')).toBeTruthy();
  await expectAccessible();
});
