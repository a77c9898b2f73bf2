/** What the API answers about a wave, for tests. */

export const WAVE = 'V2F2ZTox';

export function group(key: string, label: string, more: Record<string, unknown> = {}) {
  return {
    __typename: 'SurveyGroup',
    key,
    kind: key === '0' ? 'COMPANY' : 'SEGMENT',
    label,
    depth: 0,
    shown: 'WHOLLY',
    reason: null,
    reasonText: null,
    shownIn: null,
    shownInLabel: null,
    invited: 40,
    answered: 34,
    words: true,
    parts: key === '0' ? [] : [{ __typename: 'SurveyGroupPart', kind: 'DEPARTMENT', label }],
    department: key === '0' ? null : { __typename: 'Department', id: `dep-${key}` },
    rate: { __typename: 'ResponseRate', text: '85%', from: 0.85, until: 0.85 },
    ...more,
  };
}

export const COMPANY = group('0', 'Whole company', { invited: 260, answered: 214 });
export const ENGINEERING = group('1', 'Engineering');
export const DATA = group('2', 'Data', {
  depth: 1,
  shown: 'HIDDEN',
  reason: 'TOO_FEW_ANSWERED',
  reasonText: 'Fewer than 5 people answered.',
  shownIn: '1',
  shownInLabel: 'Engineering',
  invited: 6,
  answered: null,
  rate: null,
  words: false,
});

export function figure(label: string, more: Record<string, unknown> = {}) {
  return {
    __typename: 'SurveyFigure',
    subjectKind: 'QUESTION',
    subjectId: `q-${label}`,
    label,
    kind: 'SCALE_5',
    driver: null,
    n: 34,
    reason: null,
    reasonText: null,
    mean: 72.4,
    meanFrom: 68.9,
    meanUntil: 75.9,
    meanBound: 'EXACT',
    favourable: 0.74,
    favourableFrom: 0.6,
    favourableUntil: 0.84,
    favourableBound: 'EXACT',
    neutral: 0.14,
    unfavourable: 0.12,
    sharesOf: 34,
    shares: [
      { __typename: 'AnswerShare', label: 'Not at all', share: 0.12 },
      { __typename: 'AnswerShare', label: 'Partly', share: 0.14 },
      { __typename: 'AnswerShare', label: 'Fully', share: 0.74 },
    ],
    enps: null,
    enpsFrom: null,
    enpsUntil: null,
    correction: 0.39,
    change: null,
    company: 66,
    companyDifferent: true,
    ...more,
  };
}

/** A figure that is not told. */
export function hidden(label: string, more: Record<string, unknown> = {}) {
  return figure(label, {
    n: null,
    mean: null,
    meanFrom: null,
    meanUntil: null,
    favourable: null,
    favourableFrom: null,
    favourableUntil: null,
    neutral: null,
    unfavourable: null,
    shares: null,
    sharesOf: null,
    correction: null,
    company: null,
    companyDifferent: false,
    reason: 'TOO_FEW_ANSWERED',
    reasonText: 'Fewer than 5 people answered.',
    ...more,
  });
}

export const driver = (name: string) => ({ __typename: 'SurveyDriver', id: `d-${name}`, name });

export const OUTCOME = figure('I would recommend working here', {
  subjectKind: 'OUTCOME',
  kind: 'SCALE_11',
  enps: 21,
  enpsFrom: 10,
  enpsUntil: 32,
  change: {
    __typename: 'FigureChange',
    waveNumber: 2,
    difference: 4.2,
    band: 3.1,
    changed: true,
    effect: 'SMALL',
    direction: 1,
  },
});

export function report(more: Record<string, unknown> = {}) {
  return {
    __typename: 'SurveyReport',
    title: 'Autumn pulse',
    planHash: 'abc123',
    withheld: null,
    withheldText: null,
    canComment: true,
    canPlan: true,
    wave: {
      __typename: 'SurveyWave',
      id: WAVE,
      number: 3,
      startsOn: '2026-10-05',
      endsOn: '2026-10-19',
      destroyOn: '2026-11-18',
      destroyed: false,
      questions: [
        { __typename: 'SurveyQuestion', id: 'q1', kind: 'TEXT', text: 'What should we change?', driver: null },
      ],
    },
    asked: ENGINEERING,
    group: ENGINEERING,
    groups: [COMPANY, ENGINEERING, DATA],
    figures: [
      OUTCOME,
      figure('Priorities', {
        subjectKind: 'DRIVER',
        subjectId: 'd-Priorities',
        kind: null,
        driver: driver('Priorities'),
        shares: null,
        sharesOf: null,
      }),
      figure('I know what matters this month', {
        driver: driver('Priorities'),
        change: {
          __typename: 'FigureChange',
          waveNumber: 2,
          difference: -1,
          band: 3.4,
          changed: false,
          effect: 'NONE',
          direction: 0,
        },
      }),
      figure('I can say no', { mean: 41, meanFrom: 35, meanUntil: 47, shares: null, sharesOf: null }),
      hidden('My manager keeps promises'),
      figure('I get on with my team', { mean: 80, meanFrom: null, meanUntil: null, meanBound: 'OR_MORE' }),
    ],
    promise: {
      __typename: 'SurveyPromise',
      sentences: ['Nobody learns who answered what.'],
      hash: 'feed',
      scoreGroup: 5,
      wordGroup: 10,
      segments: ['DEPARTMENT', 'LOCATION'],
    },
    usefulness: { __typename: 'Usefulness', groups: 34, told: 28, plain: 31 },
    previous: { __typename: 'SurveyWave', id: 'V2F2ZTow', number: 2 },
    ...more,
  };
}

export const NODE = {
  __typename: 'SurveyWave',
  id: WAVE,
  title: 'Autumn pulse',
  state: 'CLOSED',
  closesAt: '2026-10-20T12:00:00Z',
  canRead: true,
};
