import { ann, person, type Sent } from '@/test/render';

export const mo = person('Mo Diaz', 'Team lead');
export const me = { ...person(ann.name), id: ann.personId, isViewer: true, manager: mo };
export const bo = { ...person('Bo Chen'), manager: { ...me, manager: undefined } };

export const refused = (code: string, message: string, field: string | null = null) => ({
  __typename: 'Refusal',
  kind: 'CONFLICT',
  code,
  message,
  field,
});

export const reader = (kind: string, who: unknown) => ({ __typename: 'PlanReaderLine', reader: kind, person: who });

export function goal(part: Record<string, unknown> = {}) {
  return {
    __typename: 'Goal',
    id: 'g1',
    title: 'Run the planning meeting',
    description: 'Alone, and on time.',
    dueOn: '2030-03-01',
    progress: 40,
    status: 'AT_RISK',
    statusReason: '',
    confidence: null,
    kind: 'GROWTH',
    measure: 'PERCENT',
    visibility: 'SHARED',
    weight: 1,
    numberStart: null,
    numberTarget: null,
    numberNow: null,
    unit: '',
    direction: null,
    childrenCounted: 0,
    children: [],
    hasParent: false,
    parent: null,
    source: null,
    focusArea: null,
    evidence: [],
    changes: [],
    person: me,
    author: me,
    plan: null,
    readers: [reader('PERSON', me), reader('MANAGER', mo)],
    canEdit: true,
    canCheckIn: true,
    canRemove: false,
    canAddEvidence: true,
    version: 1,
    milestones: [
      { __typename: 'Milestone', id: 'm1', title: 'Watch two', dueOn: '2026-11-30', doneAt: null },
    ],
    checkIns: {
      __typename: 'CheckInConnection',
      totalCount: 2,
      edges: [
        {
          __typename: 'CheckInEdge',
          node: {
            __typename: 'CheckIn',
            id: 'c2',
            progress: 40,
            status: 'AT_RISK',
            comment: 'No room is free.',
            reason: '',
            confidence: null,
            number: null,
            createdAt: '2026-11-10T09:00:00Z',
            author: mo,
          },
        },
      ],
    },
    ...part,
  };
}

export function plan(part: Record<string, unknown> = {}) {
  return {
    __typename: 'DevelopmentPlan',
    id: 'p1',
    title: 'Leading a project',
    focus: 'From doing to leading.',
    startsOn: '2026-09-01',
    endsOn: '2027-02-28',
    state: 'ACTIVE',
    outcome: null,
    sharedWithHr: false,
    sharedWithMentor: false,
    sharedWithManagersManager: false,
    mentor: null,
    readers: [reader('PERSON', me), reader('MANAGER', mo)],
    checkInEvery: 14,
    quietAfter: 21,
    checkInDueOn: '2026-11-30',
    signedAt: '2026-09-02T09:00:00Z',
    daysOver: 0,
    renewedFrom: null,
    renewedTo: null,
    changesSinceSigning: 0,
    unseenChanges: 0,
    focusAreas: [],
    canRenew: false,
    canExtend: true,
    canShare: true,
    canAcknowledge: false,
    agreedByPersonAt: '2026-09-01T09:00:00Z',
    agreedByManagerAt: '2026-09-02T09:00:00Z',
    agreedManager: mo,
    closedAt: null,
    closingNote: '',
    progress: 40,
    quiet: false,
    quietDays: 3,
    canEdit: true,
    canAgree: false,
    canCheckIn: true,
    canClose: true,
    version: 7,
    person: me,
    goals: [goal()],
    ...part,
  };
}

/** What was sent last with an operation. */
export function inputOf(sent: readonly Sent[], name: string): unknown {
  const last = sent.findLast((one) => one.operationName === name);
  return last?.variables['input'];
}

/** What the page of a plan and its forms read: the same plan, or whatever `answers` says instead. */
export function answersFor(part: Record<string, unknown>, answers: Record<string, unknown>) {
  const read = answers['PlanPage'] ?? { developmentPlan: plan(part) };
  return { PlanPage: read, PlanForms: read, ...answers };
}
