import { ann, person } from '@/test/render';

/** HR, as signed in. */
export const hana = { ...ann, name: 'Hana Osei', isHr: true };

const scale = ['Seldom', 'Sometimes', 'Often', 'Mostly', 'Always'].map((label, index) => ({
  __typename: 'ScalePoint',
  value: index + 1,
  label,
  labels: { __typename: 'LocalizedText', en: label, ru: '' },
}));

/** A question of a cycle as the API answers. */
export function question(id: string, text: string, more: Record<string, unknown> = {}) {
  return {
    __typename: 'CycleQuestion',
    id,
    position: 1,
    kind: 'RATING',
    text,
    help: '',
    texts: { __typename: 'LocalizedText', en: text, ru: '' },
    helps: { __typename: 'LocalizedText', en: '', ru: '' },
    scale,
    options: [],
    competency: 'Writing',
    required: true,
    weight: 1,
    perspectives: ['SELF', 'MANAGER', 'PEER'],
    licence: 'CC0',
    source: '',
    version: 1,
    wordings: [],
    ...more,
  };
}

/** Something in the way, as the API answers. */
export function blocker(kind: string, text: string, more: Record<string, unknown> = {}) {
  return { __typename: 'CycleBlocker', kind, stops: false, count: 0, people: [], text, ...more };
}

/** A cycle with every field that a page of HR asks for. */
export function cycle(more: Record<string, unknown> = {}) {
  return {
    __typename: 'Cycle',
    id: 'c1',
    name: 'Spring 2027',
    description: 'What we learned.',
    state: 'DRAFT',
    currentPhase: null,
    templateName: 'Quarterly',
    timeZone: 'Europe/Berlin',
    periodFrom: '2026-09-01',
    periodUntil: '2026-11-30',
    phases: [
      ['NOMINATION', '2026-12-04'],
      ['WRITING', '2026-12-18'],
      ['PACKETS', '2027-01-15'],
      ['ACKNOWLEDGEMENT', '2027-01-29'],
    ].map(([phase, untilOn]) => ({
      __typename: 'CyclePhaseDates',
      phase,
      untilOn,
      myUntilOn: untilOn,
    })),
    releasedBy: 'MANAGER',
    releaseOn: null,
    nominator: 'SUBJECT',
    nominationCap: 8,
    nominationsNeedApproval: true,
    loadLimit: 6,
    calibrates: false,
    audience: {
      __typename: 'CycleAudience',
      everyone: true,
      departments: [],
      withSubdepartments: true,
      locations: [],
      hiredFrom: null,
      hiredUntil: null,
      managers: [],
      titles: [],
      people: [],
      excluded: [],
      count: 60,
    },
    perspectives: [
      ['SELF', false],
      ['MANAGER', false],
      ['PEER', true],
    ].map(([kind, anonymous]) => ({
      __typename: 'CyclePerspective',
      kind,
      anonymous,
      minimum: 3,
      weight: 1,
    })),
    questions: [question('q1', 'Writes clearly'), question('q2', 'Keeps promises')],
    terms: [
      {
        __typename: 'CycleTerm',
        perspective: 'PEER',
        text: 'Nobody reads your name; from 3 answers on.',
      },
    ],
    termsHash: null,
    owner: person('Hana Osei'),
    programme: null,
    previous: null,
    createdAt: '2026-11-20T10:00:00Z',
    launchedAt: null,
    endedAt: null,
    version: 1,
    allowedStates: ['NOMINATION', 'CANCELLED'],
    blockers: [],
    canManage: true,
    calibrationSessions: [],
    ...more,
  };
}

/** Everything that a page of one draft or one running cycle asks. */
export function answersOf(of: ReturnType<typeof cycle>) {
  return {
    CyclePage: { cycle: of },
    CycleEditor: { cycle: of },
    CycleOverview: { cycle: of },
    CycleQuestions: { cycle: of },
    CycleDepartments: { departments: [] },
  };
}
