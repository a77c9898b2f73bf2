import { person } from '@/test/render';

/** Feedback as the API answers it. */
export const mo = person('Mo Diaz', 'Team lead');
export const bo = person('Bo Ray');
export const me = { ...person('Ann Lee'), isViewer: true };

export const request = {
  __typename: 'FeedbackRequest',
  id: 'r1',
  question: 'How was my talk?',
  dueOn: '2026-11-20',
  sendAt: null,
  state: 'PENDING',
  declineReason: null,
  createdAt: '2026-11-10T09:00:00Z',
  overdue: true,
  requester: mo,
  asked: me,
  subject: mo,
  askedCount: 1,
  visibility: null,
  readers: [mo],
  note: null,
};

export const note = {
  __typename: 'FeedbackNote',
  id: 'n1',
  situation: 'In the review',
  behaviour: 'You let them finish.',
  impact: '',
  nextStep: 'Ask the quiet ones first.\nThen the rest.',
  createdAt: '2026-11-10T09:00:00Z',
  editedAt: null,
  thankedAt: null,
  archivedAt: null,
  canEdit: false,
  canThank: true,
  canAskBack: true,
  canAnswerBack: false,
  canArchive: true,
  author: mo,
  recipient: me,
  request: null,
  department: null,
  recipientCount: 1,
  competency: '',
  links: [] as unknown[],
  followUp: null as unknown,
  visibleTo: [mo, me],
};

export const guest = {
  __typename: 'GuestFeedback',
  id: 'g1',
  guestName: 'Rita Moss',
  guestEmail: 'rita@customer.example',
  question: 'How was the handover?',
  state: 'ANSWERED',
  dueOn: null,
  sendAt: null,
  expiresAt: '2026-12-20T09:00:00Z',
  createdAt: '2026-11-18T09:00:00Z',
  settledAt: '2026-11-19T09:00:00Z',
  declineReason: null,
  situation: '',
  behaviour: 'You sent the list before the call.',
  impact: '',
  nextStep: '',
  thankedAt: null,
  archivedAt: null,
  canThank: true,
  canWithdraw: false,
  canArchive: true,
  requester: me,
  subject: me,
};

export function list(field: string, typeName: string, nodes: unknown[]) {
  return {
    viewer: {
      __typename: 'Viewer',
      [field]: {
        __typename: `${typeName}Connection`,
        totalCount: nodes.length,
        edges: nodes.map((node) => ({ __typename: `${typeName}Edge`, node })),
      },
    },
  };
}

/** A mutation that did what was asked. */
export function done(mutation: string, data: object) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Success`;
  return { [mutation]: { __typename: type, ...data } };
}

export function refused(mutation: string, kind: string, code: string, message: string) {
  return { [mutation]: { __typename: 'Refusal', kind, code, message, field: null } };
}

/** The server's part of drafts, in memory. */
export function draftsOfServer() {
  const kept = new Map<string, { content: string; version: number }>();
  const view = (key: string) => {
    const draft = kept.get(key);
    return draft
      ? { __typename: 'FeedbackDraft', key, ...draft, savedAt: '2026-11-21T11:00:00Z' }
      : null;
  };
  return {
    kept,
    answers: {
      FeedbackDraft: ({ key }: { key: string }) => ({
        viewer: { __typename: 'Viewer', feedbackDraft: view(key) },
      }),
      SaveFeedbackDraft: ({ input }: { input: { key: string; content: string; version: number } }) => {
        const version = kept.get(input.key)?.version ?? 0;
        if (input.version !== version) {
          return refused('saveFeedbackDraft', 'CONFLICT', 'FEEDBACK_DRAFT_CHANGED', 'Changed.');
        }
        kept.set(input.key, { content: input.content, version: version + 1 });
        return done('saveFeedbackDraft', { draft: view(input.key) });
      },
      DiscardFeedbackDraft: ({ input }: { input: { key: string } }) => {
        kept.delete(input.key);
        return done('discardFeedbackDraft', { key: input.key });
      },
    },
  };
}
