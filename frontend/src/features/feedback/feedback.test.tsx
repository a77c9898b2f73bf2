import { screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import FeedbackNotePage from '@/app/pages/FeedbackNotePage';
import FeedbackPage from '@/app/pages/FeedbackPage';
import FeedbackRequestPage from '@/app/pages/FeedbackRequestPage';
import { expectAccessible, person, show } from '@/test/render';

const mo = person('Mo Diaz', 'Team lead');
const me = { ...person('Ann Lee'), isViewer: true };

const request = {
  __typename: 'FeedbackRequest',
  id: 'r1',
  question: 'How was my talk?',
  dueOn: '2026-11-20',
  state: 'PENDING',
  declineReason: null,
  createdAt: '2026-11-10T09:00:00Z',
  overdue: true,
  requester: mo,
  asked: me,
  note: null,
};

const note = {
  __typename: 'FeedbackNote',
  id: 'n1',
  situation: 'In the review',
  behaviour: 'You let them finish.',
  impact: '',
  nextStep: '',
  createdAt: '2026-11-10T09:00:00Z',
  editedAt: null,
  thankedAt: null,
  canEdit: false,
  canThank: true,
  author: mo,
  recipient: me,
  request: null,
  visibleTo: [mo, me],
};

function list(field: string, typeName: string, nodes: unknown[]) {
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

const counts = { FeedbackCounts: list('feedbackRequestsToAnswer', 'FeedbackRequest', []) };
const readers = {
  WhoWouldRead: {
    person: { ...mo, manager: { __typename: 'Person', id: 'z', name: 'Zed Top', isViewer: false } },
  },
};

const requestPage = (
  <Routes>
    <Route path="feedback" element={<p>Back to the list</p>} />
    <Route path="feedback/requests/:id" element={<FeedbackRequestPage />} />
    <Route path="feedback/notes/:id" element={<p>The written note</p>} />
  </Routes>
);

test('each empty list teaches what will stand in it', async () => {
  show(<FeedbackPage />, {
    at: '/feedback?tab=toWrite',
    answers: { ...counts, RequestsToAnswer: counts.FeedbackCounts },
  });
  await screen.findByText('Nobody waits for your answer.');
  await expectAccessible();
});

test('a waiting question stands in its list, with who, what and since when', async () => {
  const answer = list('feedbackRequestsToAnswer', 'FeedbackRequest', [request]);
  show(<FeedbackPage />, {
    at: '/feedback?tab=toWrite',
    answers: { FeedbackCounts: answer, RequestsToAnswer: answer },
  });
  await screen.findByText('How was my talk?');
  expect(screen.getByText(/overdue since/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Write' }).getAttribute('href')).toBe('/feedback/requests/r1');
  await expectAccessible();
});

test('who will read it is chosen before writing and said before sending', async () => {
  const { user, sent } = show(requestPage, {
    at: '/feedback/requests/r1',
    answers: {
      FeedbackRequestPage: { feedbackRequest: request },
      ...readers,
      GiveFeedback: {
        giveFeedback: { __typename: 'GiveFeedbackSuccess', note: { __typename: 'FeedbackNote', id: 'n9' } },
      },
    },
  });
  await screen.findByText(/only Mo Diaz, with your name/);
  await user.click(await screen.findByText('Also Zed Top'));
  await screen.findByText(/Mo Diaz and their manager Zed Top/);
  await user.type(screen.getByLabelText(/What you saw/), 'You waited.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Give feedback' }));
  await screen.findByText('The written note');
  expect(sent.find((one) => one.operationName === 'GiveFeedback')?.variables).toEqual({
    input: {
      recipientId: mo.id,
      requestId: 'r1',
      situation: '',
      behaviour: 'You waited.',
      impact: '',
      nextStep: '',
      visibility: 'RECIPIENT_AND_MANAGER',
    },
  });
});

test('what was typed survives a refusal and a reload', async () => {
  const answers = {
    FeedbackRequestPage: { feedbackRequest: request },
    ...readers,
    GiveFeedback: {
      giveFeedback: {
        __typename: 'Refusal',
        kind: 'CONFLICT',
        code: 'REQUEST_ALREADY_ANSWERED',
        message: 'This question was answered already.',
        field: null,
      },
    },
  };
  const first = show(requestPage, { at: '/feedback/requests/r1', answers });
  await first.user.type(await screen.findByLabelText(/What you saw/), 'A long thought.');
  await first.user.click(screen.getByRole('button', { name: 'Give feedback' }));
  await screen.findByText('This question was answered already.');
  first.unmount();
  show(requestPage, { at: '/feedback/requests/r1', answers });
  const field = await screen.findByLabelText(/What you saw/);
  expect((field as HTMLTextAreaElement).value).toBe('A long thought.');
  expect(screen.getByText('Here is what you had begun to write.')).toBeTruthy();
});

test('a question can be declined without a reason', async () => {
  const { user, sent } = show(requestPage, {
    at: '/feedback/requests/r1',
    answers: {
      FeedbackRequestPage: { feedbackRequest: request },
      ...readers,
      DeclineFeedbackRequest: {
        declineFeedbackRequest: {
          __typename: 'DeclineFeedbackRequestSuccess',
          request: { __typename: 'FeedbackRequest', id: 'r1', state: 'DECLINED' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Decline' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(
    [...dialog.querySelectorAll('button')].find((one) => one.textContent === 'Decline') as HTMLElement,
  );
  await screen.findByText('Back to the list');
  expect(sent.find((one) => one.operationName === 'DeclineFeedbackRequest')?.variables).toEqual({
    input: { requestId: 'r1', reason: '' },
  });
});

test('a note says who can read it, and its recipient can say thank you', async () => {
  const { user, sent } = show(
    <Routes>
      <Route path="feedback/notes/:id" element={<FeedbackNotePage />} />
    </Routes>,
    {
      at: '/feedback/notes/n1',
      answers: {
        FeedbackNotePage: { feedbackNote: note },
        ThankForFeedback: {
          thankForFeedback: {
            __typename: 'ThankForFeedbackSuccess',
            note: { __typename: 'FeedbackNote', id: 'n1', thankedAt: '2026-11-21T09:00:00Z' },
          },
        },
      },
    },
  );
  await screen.findByText('You let them finish.');
  expect(screen.getByRole('heading', { name: 'Who can read this' })).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Thank Mo Diaz' }));
  await waitFor(() => expect(sent.some((one) => one.operationName === 'ThankForFeedback')).toBe(true));
});
