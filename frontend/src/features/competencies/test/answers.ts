import { ann, person } from '@/test/render';

export const me = { ...person('Ann Lee'), id: ann.personId, isViewer: true };
export const mo = person('Mo Diaz', 'Team lead');

const words = (en: string, ru: string) => ({ __typename: 'LocalizedText', en, ru });

export const level = {
  __typename: 'CareerLevel',
  id: 'l2',
  name: 'Senior',
  trackName: 'Engineer',
  trackKey: 'engineer',
  rank: 2,
};

const TEXTS: Record<string, readonly [string, string]> = {
  e1: ['Writes tests.', 'Пишет тесты.'],
  e2: ['Tests what hurts most first.', 'Сначала проверяет самое опасное.'],
};

export const expectation = (levelKey: string, rank: number) => ({
  __typename: 'Expectation',
  trackKey: 'engineer',
  levelKey,
  rank,
  text: TEXTS[levelKey]?.[0] ?? '',
  texts: words(...(TEXTS[levelKey] ?? ['', ''])),
});

const trackLevel = (key: string, rank: number, name: string) => ({
  __typename: 'CareerTrackLevel',
  key,
  rank,
  name,
  names: words(name, ''),
  leadsTo: [],
  leadsToKeys: [],
  level: { __typename: 'CareerLevel', id: `l${rank}` },
});

/** A version with one competency at two levels of one track. */
export const version = {
  __typename: 'FrameworkVersion',
  id: 'v1',
  number: 1,
  version: 3,
  families: [
    {
      __typename: 'CompetencyFamily',
      key: 'craft',
      name: 'Craft',
      names: words('Craft', 'Мастерство'),
      competencies: [
        {
          __typename: 'FrameworkCompetency',
          key: 'testing',
          name: 'Testing',
          names: words('Testing', ''),
          description: '',
          descriptions: words('', ''),
          expectations: [expectation('e1', 1), expectation('e2', 2)],
        },
      ],
    },
  ],
  tracks: [
    {
      __typename: 'CareerTrack',
      key: 'engineer',
      name: 'Engineer',
      names: words('Engineer', ''),
      levels: [trackLevel('e1', 1, 'Junior'), trackLevel('e2', 2, 'Senior')],
    },
  ],
};

export const framework = (more: Record<string, unknown> = {}) => ({
  __typename: 'CompetencyFramework',
  id: 'f1',
  name: 'Engineering',
  names: words('Engineering', ''),
  description: '',
  descriptions: words('', ''),
  retired: false,
  canManage: false,
  version: 7,
  published: version,
  draft: null,
  ...more,
});

const competency = { __typename: 'Competency', id: 'c1', name: 'Testing' };
const point = (source: string, at: string, rank: number, of: number) => ({
  __typename: 'CompetencyPoint',
  source,
  at,
  rank,
  of,
  label: source === 'REVIEWS' ? 'Spring' : '',
  path: '',
});

export const profileLine = {
  __typename: 'CompetencyLine',
  competency,
  familyName: 'Craft',
  expectedRank: 2,
  ranks: 2,
  selfRank: 2,
  managerRank: 1,
  selfGap: 0,
  managerGap: 1,
  expectationText: 'Tests what hurts most first.',
  feedbackCount: 2,
  points: [
    point('SELF', '2026-05-01T10:00:00Z', 1, 2),
    point('SELF', '2026-11-01T10:00:00Z', 2, 2),
    point('MANAGER', '2026-11-01T10:00:00Z', 1, 2),
    point('REVIEWS', '2026-06-01T10:00:00Z', 3.8, 5),
  ],
};

/** One's own open assessment of one competency. */
export const assessment = (more: Record<string, unknown> = {}) => ({
  __typename: 'Assessment',
  id: 'a1',
  state: 'OPEN',
  openedAt: '2026-11-10T10:00:00Z',
  dueOn: null,
  comparedAt: null,
  mySide: 'SELF',
  selfSubmitted: false,
  managerSubmitted: false,
  canAnswer: true,
  canCancel: false,
  person: { ...me, manager: mo },
  manager: null,
  mySheet: null,
  level,
  frameworkVersion: version,
  feedback: [],
  lines: [
    {
      __typename: 'AssessmentLine',
      competency,
      familyName: 'Craft',
      expectedRank: 2,
      expectations: [expectation('e1', 1), expectation('e2', 2)],
      self: null,
      manager: null,
      selfGap: null,
      managerGap: null,
    },
  ],
  ...more,
});

export const refusal = (field: string | null, message: string) => ({
  __typename: 'Refusal',
  kind: 'INVALID_INPUT',
  code: 'X',
  message,
  field,
});
