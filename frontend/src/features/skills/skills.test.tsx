import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import { Catalogue } from '@/features/skills/Catalogue';
import { FindPeople } from '@/features/skills/FindPeople';
import { Mentoring } from '@/features/skills/Mentoring';
import { MySkills } from '@/features/skills/MySkills';
import { SkillMatrix } from '@/features/skills/SkillMatrix';
import { ann, expectAccessible, person, show } from '@/test/render';

const skill = (id: string, name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'Skill',
  id,
  name,
  category: 'Communication',
  ...more,
});

const mine = (name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'PersonSkill',
  level: 2,
  wantsToLearn: false,
  canTeach: false,
  lastUsedOn: null,
  visibility: 'EVERYONE',
  expectedLevel: null,
  version: 3,
  skill: skill(name, name),
  ...more,
});

const mySkills = (skills: unknown[]) => ({
  MySkills: {
    viewer: { __typename: 'Viewer', person: { __typename: 'Person', id: ann.personId, skills } },
  },
});

test('nothing said yet teaches what to say', async () => {
  show(<MySkills />, { answers: mySkills([]) });
  expect(await screen.findByText('Here stands what you can do.')).toBeTruthy();
  await expectAccessible();
});

test('a level says in words what the marks show, and what is expected', async () => {
  show(<MySkills />, {
    answers: mySkills([
      mine('Public speaking', { level: 1, expectedLevel: 3, wantsToLearn: true }),
      mine('Writing', { level: 4, canTeach: true, visibility: 'MANAGER' }),
    ]),
  });
  const line = (await screen.findByText('Public speaking')).closest('li');
  expect(within(line as HTMLElement).getByText('Beginner')).toBeTruthy();
  expect(within(line as HTMLElement).getByText('your level expects: Advanced')).toBeTruthy();
  expect(screen.getByText('only your manager')).toBeTruthy();
  await expectAccessible();
});

test('changing an entry gives back the version that was read, and says who will see it', async () => {
  const user = userEvent.setup();
  const { sent } = show(<MySkills />, {
    answers: {
      ...mySkills([mine('Writing')]),
      SetMySkill: {
        setMySkill: {
          __typename: 'SetMySkillSuccess',
          personSkill: { __typename: 'PersonSkill', version: 4 },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Writing: change' }));
  await user.click(await screen.findByRole('radio', { name: /Advanced/ }));
  await user.click(screen.getByRole('radio', { name: 'Only my manager' }));
  expect(screen.getByText('Only you and your manager see this.')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent.some((one) => one.operationName === 'SetMySkill')).toBe(true));
  expect(sent.find((one) => one.operationName === 'SetMySkill')?.variables).toEqual({
    input: {
      skillId: 'Writing',
      level: 3,
      wantsToLearn: false,
      canTeach: false,
      lastUsedOn: null,
      visibility: 'MANAGER',
      version: 3,
    },
  });
});

test('a name that is not there shows what is like it before it is added', async () => {
  const user = userEvent.setup();
  const { sent } = show(<MySkills />, {
    answers: {
      ...mySkills([]),
      SimilarSkills: { similarSkills: [skill('k8s', 'Kubernetes')] },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add a skill' }));
  await user.click(await screen.findByRole('button', { name: 'It is not in the list' }));
  await user.type(screen.getByLabelText(/What is it called/), 'Kubernets');
  await user.click(await screen.findByRole('button', { name: 'Kubernetes' }));
  expect(screen.getByText('Kubernetes')).toBeTruthy();
  expect(sent.some((one) => one.operationName === 'SaveSkill')).toBe(false);
});

const could = (mentor: unknown, mentee: unknown) => ({
  __typename: 'MentorSuggestion',
  reason: 'Advanced, and would teach it.',
  mentorLevel: 4,
  menteeLevel: 1,
  skill: skill('s', 'Public speaking'),
  mentor,
  mentee,
});

test('a suggestion becomes a proposal with one’s own words, and says what follows', async () => {
  const user = userEvent.setup();
  const me = { ...person('Ann'), isViewer: true };
  const { sent } = show(<Mentoring />, {
    answers: {
      Mentoring: {
        viewer: {
          __typename: 'Viewer',
          mentorships: [],
          mentorSuggestions: [could({ ...person('Mina'), isViewer: false }, me)],
          menteeSuggestions: [],
          teamMentorSuggestions: [],
        },
      },
      ProposeMentorship: {
        proposeMentorship: {
          __typename: 'ProposeMentorshipSuccess',
          mentorship: { __typename: 'Mentorship', id: 'm' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Ask' }));
  await user.type(await screen.findByLabelText(/A few words/), 'You hold a room.');
  await user.click(screen.getByRole('button', { name: 'Propose it' }));
  await waitFor(() => expect(sent.some((one) => one.operationName === 'ProposeMentorship')).toBe(true));
});

test('people are found by the skill in the address', async () => {
  show(
    <Routes>
      <Route path="find" element={<FindPeople />} />
    </Routes>,
    {
      at: '/find?skill=s&teaches=1',
      answers: {
        ChosenSkill: { skill: skill('s', 'Public speaking') },
        PeopleWithSkill: {
          skill: skill('s', 'Public speaking', { description: '' }),
          peopleWithSkill: {
            __typename: 'PersonSkillConnection',
            totalCount: 1,
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
            edges: [
              {
                __typename: 'PersonSkillEdge',
                node: {
                  __typename: 'PersonSkill',
                  level: 4,
                  wantsToLearn: false,
                  canTeach: true,
                  lastUsedOn: '2026-11-01',
                  person: person('Mina'),
                },
              },
            ],
          },
        },
      },
    },
  );
  expect(await screen.findByRole('heading', { name: '1 person: Public speaking' })).toBeTruthy();
  expect(within(screen.getByRole('listitem')).getByText('Expert')).toBeTruthy();
  await expectAccessible();
});

test('the matrix says a gap in words, and can leave out what has none', async () => {
  const user = userEvent.setup();
  show(<SkillMatrix />, {
    answers: {
      TeamSkillMatrix: {
        viewer: {
          __typename: 'Viewer',
          teamSkillMatrix: {
            __typename: 'SkillMatrix',
            people: [person('Bo')],
            skills: [skill('t', 'Testing'), skill('w', 'Writing')],
            cells: [
              { __typename: 'SkillCell', personIndex: 0, skillIndex: 0, level: 1, expected: 3, gap: 2, wantsToLearn: true, canTeach: false },
              { __typename: 'SkillCell', personIndex: 0, skillIndex: 1, level: 3, expected: 2, gap: -1, wantsToLearn: false, canTeach: true },
            ],
            totals: [
              { __typename: 'SkillTotal', skillIndex: 0, known: 1, advanced: 0, wanting: 1, missing: 1 },
              { __typename: 'SkillTotal', skillIndex: 1, known: 1, advanced: 1, wanting: 0, missing: 0 },
            ],
          },
        },
      },
    },
  });
  expect(await screen.findByText('2 levels missing')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('switch', { name: 'Only skills with gaps' }));
  expect(screen.queryByText('Writing')).toBeNull();
});

test('HR is shown what looks alike and merges it into the one that stays', async () => {
  const user = userEvent.setup();
  const { sent } = show(<Catalogue isHr />, {
    answers: {
      SkillDuplicates: {
        skillDuplicates: [
          {
            __typename: 'SkillDuplicate',
            reason: 'Almost the same letters.',
            one: skill('a', 'Kubernetes', { peopleCount: 4 }),
            other: skill('b', 'Kubernets', { peopleCount: 1 }),
          },
        ],
      },
      SkillCatalogue: {
        skills: {
          __typename: 'SkillConnection',
          totalCount: 0,
          pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          edges: [],
        },
      },
      MergeSkills: {
        mergeSkills: {
          __typename: 'MergeSkillsSuccess',
          moved: 1,
          skill: skill('a', 'Kubernetes'),
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Keep “Kubernetes”' }));
  await waitFor(() => expect(sent.some((one) => one.operationName === 'MergeSkills')).toBe(true));
  expect(sent.find((one) => one.operationName === 'MergeSkills')?.variables).toEqual({
    input: { intoId: 'a', fromIds: ['b'] },
  });
});
