import { ann, person } from '@/test/render';

/** What the server answers in the tests of one-on-ones. */
export const mo = person('Mo Diaz', 'Team lead');
export const me = { ...person('Ann Lee'), id: ann.personId, isViewer: true };

export function point(id: string, body: string, more: Record<string, unknown> = {}) {
  return {
    __typename: 'TalkingPoint',
    id,
    body,
    visibility: 'SHARED',
    state: 'OPEN',
    recurring: false,
    discussedAt: null,
    fromSuggestion: null,
    carriedOver: false,
    version: 1,
    author: me,
    ...more,
  };
}

export function promise(more: Record<string, unknown> = {}) {
  return {
    __typename: 'ActionItem',
    id: 'a1',
    body: 'Write the plan',
    state: 'OPEN',
    dueOn: '2026-11-20',
    overdue: true,
    carriedOver: true,
    commentCount: 1,
    version: 1,
    owner: me,
    other: mo,
    ...more,
  };
}

export function series(more: Record<string, unknown> = {}) {
  return {
    __typename: 'OneOnOneSeries',
    id: 's1',
    kind: 'MANAGER',
    cadence: 'WEEKLY',
    rrule: 'FREQ=WEEKLY;BYDAY=MO',
    rhythm: 'every Monday at 10:00',
    timeZone: 'Europe/Berlin',
    endedAt: null,
    pausedFrom: null,
    pausedUntil: null,
    skippedDays: [],
    upcoming: ['2026-11-23T09:00:00Z', '2026-11-30T09:00:00Z', '2026-12-07T09:00:00Z'],
    other: mo,
    current: { __typename: 'OneOnOneMeeting', id: 'm1' },
    ...more,
  };
}

export function meeting(more: Record<string, unknown> = {}) {
  return {
    meeting: {
      __typename: 'OneOnOneMeeting',
      id: 'm1',
      number: 4,
      scheduledAt: '2026-11-23T09:00:00Z',
      plannedAt: '2026-11-23T09:00:00Z',
      moved: false,
      asksWhetherHeld: false,
      state: 'OPEN',
      held: null,
      openPointCount: 2,
      series: series(),
      talkingPoints: [point('p1', 'Budget'), point('p2', 'Hiring', { author: mo, carriedOver: true })],
      notesEditable: true,
      notesState: { __typename: 'NotesState', update: 'AAA=', number: 0 },
      privateNotes: '',
      privateNotesVersion: 0,
      actionItems: [promise()],
      ...more,
    },
  };
}
