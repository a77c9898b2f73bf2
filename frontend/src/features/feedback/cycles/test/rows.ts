import { person } from '@/test/render';

/** Cycles as the API answers them to those who take part. */
export const mo = person('Mo Diaz', 'Team lead');
export const bo = person('Bo Ray');
export const me = { ...person('Ann Lee'), isViewer: true };

export const cycle = {
  __typename: 'Cycle',
  id: 'c1',
  name: 'Annual 360',
  state: 'WRITING',
  currentPhase: 'WRITING',
  periodFrom: '2026-01-01',
  periodUntil: '2026-06-30',
  nominationsNeedApproval: true,
  loadLimit: 3,
  phases: [],
  perspectives: [
    { __typename: 'CyclePerspective', kind: 'PEER', anonymous: true, minimum: 3 },
    { __typename: 'CyclePerspective', kind: 'EXTERNAL', anonymous: false, minimum: 1 },
  ],
};

const scale = ['Hardly ever', 'Sometimes', 'Mostly'].map((label, index) => ({
  __typename: 'ScalePoint',
  value: index + 1,
  label,
}));

function question(id: string, kind: string, text: string, more: object = {}) {
  return {
    __typename: 'CycleQuestion',
    id,
    kind,
    text,
    help: '',
    competency: '',
    required: true,
    scale: [] as unknown[],
    options: [] as unknown[],
    ...more,
  };
}

export const questions = {
  rating: question('q1', 'RATING', 'Finishes what matters most', { scale, competency: 'Reliability' }),
  goals: question('q2', 'GOAL_RESULT', 'How far was each goal reached?', { scale }),
  text: question('q3', 'TEXT', 'What should they go on doing?', { required: false }),
  single: question('q4', 'SINGLE_CHOICE', 'Would you work with them again?', {
    options: [
      { __typename: 'ChoiceOption', value: 1, label: 'Gladly' },
      { __typename: 'ChoiceOption', value: 2, label: 'Rather not' },
    ],
  }),
  many: question('q5', 'MULTIPLE_CHOICE', 'Where did it count?', {
    required: false,
    options: [
      { __typename: 'ChoiceOption', value: 1, label: 'Ideas' },
      { __typename: 'ChoiceOption', value: 2, label: 'Quality' },
    ],
  }),
};

export function answer(questionId: string, part: object) {
  return {
    __typename: 'ReviewAnswer',
    questionId,
    value: null,
    values: null,
    text: null,
    cannotJudge: false,
    goalResults: null,
    ...part,
  };
}

export const review = {
  __typename: 'Review',
  id: 'r1',
  perspective: 'PEER',
  state: 'ASSIGNED',
  anonymous: true,
  minimum: 3,
  raterCount: 5,
  terms: [
    'What you write is anonymous.',
    'With fewer than 3 nothing is shown.',
    'None of this can be changed after launch.',
  ],
  periodFrom: '2026-01-01',
  periodUntil: '2026-06-30',
  answered: 0,
  minutes: 5,
  dueOn: '2026-11-25',
  dueAt: '2026-11-25T23:00:00Z',
  overdue: false,
  extended: false,
  submittedAt: null as string | null,
  version: 1,
  canWrite: true,
  canReopen: false,
  canDecline: true,
  canUndoDecline: false,
  aboutToBeLeftOut: false,
  cycle,
  subject: bo,
  questions: Object.values(questions) as unknown[],
  answers: [] as unknown[],
  goals: [{ __typename: 'Goal', id: 'g1', title: 'Speak at a conference' }],
};

export const refusal = (field: string | null, code: string, message: string, kind = 'CONFLICT') => ({
  __typename: 'Refusal',
  kind,
  code,
  message,
  field,
});
