import { person } from '@/test/render';

export const mo = person('Mo Diaz', 'Team lead');
export const bo = person('Bo Chen');
export const cy = person('Cy Young');
export const me = { ...person('Ann Lee'), isViewer: true };

export const value = {
  __typename: 'CompanyValue',
  id: 'v1',
  name: 'Finish it',
  description: 'To the end.',
  color: 'teal',
  icon: 'rocket',
  retired: false,
};

export function kudos(part: Record<string, unknown> = {}) {
  return {
    __typename: 'Kudos',
    id: 'k1',
    message: 'Thank you for staying late.',
    visibility: 'PUBLIC',
    createdAt: '2026-11-20T09:00:00Z',
    editedAt: null,
    editableUntil: null,
    hidden: false,
    hiddenReason: null,
    commentCount: 0,
    pictureUrl: null,
    pictureAlt: '',
    points: null,
    pointsForViewer: null,
    canEdit: false,
    canWithdraw: false,
    canHide: false,
    canRestore: false,
    canReport: false,
    canMakePrivate: false,
    author: mo,
    audience: null,
    receivers: [bo],
    groups: [],
    mentions: [],
    companyValue: value,
    awards: [],
    reactions: [{ __typename: 'ReactionCount', kind: 'CLAP', count: 2, mine: false }],
    ...part,
  };
}

interface FeedPart {
  next?: string | null;
  number?: number;
  unread?: number;
  seenId?: string | null;
}

export function feed(nodes: unknown[], { next = null, number = 7, unread = 0, seenId = null }: FeedPart = {}) {
  return {
    kudosFeed: {
      __typename: 'KudosFeed',
      number,
      unread,
      seenId,
      pageInfo: { __typename: 'PageInfo', hasNextPage: next !== null, endCursor: next },
      edges: nodes.map((node) => ({ __typename: 'KudosEdge', node })),
    },
  };
}

export function comment(part: Record<string, unknown> = {}) {
  return {
    __typename: 'KudosComment',
    id: 'c1',
    body: 'Seconded.',
    createdAt: '2026-11-20T10:00:00Z',
    hidden: false,
    hiddenReason: null,
    canDelete: false,
    canHide: false,
    canRestore: false,
    canReport: false,
    mentions: [],
    author: bo,
    ...part,
  };
}

export function withComments(of: object, comments: unknown[]) {
  return {
    ...of,
    commentCount: comments.length,
    comments: {
      __typename: 'KudosCommentConnection',
      totalCount: comments.length,
      edges: comments.map((node) => ({ __typename: 'KudosCommentEdge', node })),
    },
  };
}

export const refusal = (code: string, message: string, field: string | null = null) => ({
  __typename: 'Refusal',
  kind: 'INVALID_INPUT',
  code,
  message,
  field,
});

/** What the page asks for besides the feed itself. */
export const around = {
  RecognitionTabs: {
    viewer: { __typename: 'Viewer', person: { ...me, directReportCount: 0 } },
    recognitionSettings: { __typename: 'RecognitionSettings', pointsEnabled: false, leaderboardEnabled: false },
  },
  FeedFilters: {
    companyValues: [value],
    departments: [{ __typename: 'Department', id: 'd1', name: 'Engineering', path: ['Engineering'] }],
    viewer: { __typename: 'Viewer', person: { ...me, directReportCount: 0, manager: mo } },
  },
  ScheduledCount: { scheduledKudos: [] },
  GiveKudosForm: {
    companyValues: [value],
    recognitionSettings: { __typename: 'RecognitionSettings', valueRequired: false, canSchedule: true },
    viewer: {
      __typename: 'Viewer',
      person: me,
      points: { __typename: 'PointsPurse', left: 50, giftMaximum: 30, canGive: true },
    },
  },
  GiveKudosAudiences: { teamAudiences: [mo] },
  TextWarnings: { textWarnings: [] },
  MarkFeedSeen: { markFeedSeen: { __typename: 'MarkFeedSeenSuccess', unread: 0 } },
  UnreadKudos: { unreadKudos: 0 },
};

export const people = (...found: object[]) => ({
  people: {
    __typename: 'PersonConnection',
    edges: found.map((node) => ({ __typename: 'PersonEdge', node })),
  },
});
