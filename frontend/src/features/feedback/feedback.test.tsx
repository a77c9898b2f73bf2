import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import FeedbackNotePage from '@/app/pages/FeedbackNotePage';
import FeedbackPage from '@/app/pages/FeedbackPage';
import FeedbackRequestPage from '@/app/pages/FeedbackRequestPage';
import { expectAccessible, show } from '@/test/render';
import { done, draftsOfServer, list, me, mo, note, refused, request } from './test/answers';

const withReviews = (answer: { viewer: object }) => ({
  viewer: { ...answer.viewer, reviewsToWrite: { __typename: 'ReviewsOwed', count: 0 } },
});
const counts = { FeedbackCounts: withReviews(list('feedbackRequestsToAnswer', 'FeedbackRequest', [])) };
const readers = {
  ...draftsOfServer().answers,
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
    answers: { FeedbackCounts: withReviews(answer), RequestsToAnswer: answer },
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
      GiveFeedback: done('giveFeedback', { note: { __typename: 'FeedbackNote', id: 'n9' } }),
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
    GiveFeedback: refused(
      'giveFeedback',
      'CONFLICT',
      'REQUEST_ALREADY_ANSWERED',
      'This question was answered already.',
    ),
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

test('an answer about a colleague goes to them, and who reads it is settled by the question', async () => {
  const subject = { ...me, isViewer: false, id: 'UGVyc29uOkNv', name: 'Co Park' };
  const { user, sent } = show(requestPage, {
    at: '/feedback/requests/r1',
    answers: {
      ...readers,
      FeedbackRequestPage: {
        feedbackRequest: {
          ...request,
          subject,
          visibility: 'RECIPIENT_AND_MANAGER',
          readers: [subject, mo],
        },
      },
      GiveFeedback: done('giveFeedback', { note: { __typename: 'FeedbackNote', id: 'n9' } }),
    },
  });
  await screen.findByText('about Co Park');
  screen.getByText(/Co Park and Mo Diaz, with your name. The question settles this/);
  expect(screen.queryByRole('radiogroup')).toBeNull();
  await user.type(screen.getByLabelText(/What you saw/), 'They waited.');
  await user.click(screen.getByRole('button', { name: 'Give feedback' }));
  await screen.findByText('The written note');
  expect(sent.find((one) => one.operationName === 'GiveFeedback')?.variables).toMatchObject({
    input: { recipientId: subject.id, visibility: 'RECIPIENT_AND_MANAGER', requestId: 'r1' },
  });
});

test('the four parts can be one field, that stays chosen, and nothing written is lost by it', async () => {
  const answers = { ...readers, FeedbackRequestPage: { feedbackRequest: request } };
  const first = show(requestPage, { at: '/feedback/requests/r1', answers });
  await first.user.type(await screen.findByLabelText(/Situation/), 'On Monday');
  await first.user.type(screen.getByLabelText(/What you saw/), 'You waited.');
  await first.user.click(screen.getByRole('switch', { name: 'In four parts' }));
  const one = screen.getByLabelText(/Your feedback/) as HTMLTextAreaElement;
  expect(one.value).toBe('On Monday\n\nYou waited.');
  expect(screen.queryByLabelText(/Situation/)).toBeNull();
  await first.user.click(screen.getByRole('switch', { name: 'In four parts' }));
  expect((screen.getByLabelText(/Situation/) as HTMLTextAreaElement).value).toBe('On Monday');
  await first.user.click(screen.getByRole('switch', { name: 'In four parts' }));
  first.unmount();
  show(requestPage, { at: '/feedback/requests/r1', answers });
  await screen.findByLabelText(/Your feedback/);
});

test('feedback can be given to a team, and who gets it is said with the number', async () => {
  const { user, sent } = show(<FeedbackPage />, {
    at: '/feedback?tab=given&give=',
    answers: {
      ...counts,
      ...readers,
      NotesGiven: list('feedbackGiven', 'FeedbackNote', []),
      TeamsForFeedback: {
        viewer: {
          __typename: 'Viewer',
          person: {
            ...me,
            department: { __typename: 'Department', id: 'd1', path: ['Tech', 'Payments'] },
          },
        },
        departments: [
          { __typename: 'Department', id: 'd1', name: 'Payments', path: ['Tech', 'Payments'], headCount: 8 },
          { __typename: 'Department', id: 'd3', name: 'Sales', path: ['Sales'], headCount: 4 },
          { __typename: 'Department', id: 'd2', name: 'All', path: ['All'], headCount: 310 },
        ],
      },
      GiveFeedback: done('giveFeedback', { note: { __typename: 'FeedbackNote', id: 'n9' } }),
    },
  });
  await user.click(await screen.findByText('A team'));
  await screen.findByRole('option', { name: 'Tech › Payments (7)' });
  // One is in Payments oneself, and not in Sales.
  screen.getByRole('option', { name: 'Sales (4)' });
  expect(screen.queryByRole('option', { name: /All/ })).toBeNull();
  await user.selectOptions(screen.getByLabelText(/Which team/), 'd1');
  await screen.findByText(/7 people in Payments, with your name. Nobody else, not even HR/);
  await user.click(screen.getByLabelText('Also their managers'));
  await screen.findByText(/7 people in Payments and the manager of each/);
  await user.type(screen.getByLabelText(/What you saw/), 'You stayed calm.');
  const dialog = within(screen.getByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Give feedback' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'GiveFeedback')?.variables).toMatchObject({
      input: { recipientId: null, departmentId: 'd1', visibility: 'RECIPIENT_AND_MANAGER' },
    }),
  );
});

test('a list is narrowed by name and by how it stands, and the address says so', async () => {
  const many = Array.from({ length: 8 }, (_, index) => ({
    ...note,
    id: `n${index}`,
    behaviour: `Seen ${index}.`,
    thankedAt: index === 3 ? '2026-11-12T09:00:00Z' : null,
  }));
  const answers = { ...counts, NotesReceived: list('feedbackReceived', 'FeedbackNote', many) };
  const { user } = show(<FeedbackPage />, { at: '/feedback?tab=received', answers });
  await screen.findByText('Seen 0.');
  await user.selectOptions(screen.getByLabelText('Which'), 'thanked');
  await waitFor(() => expect(screen.queryByText('Seen 0.')).toBeNull());
  screen.getByText('Seen 3.');
  await user.type(screen.getByLabelText('Name'), 'nobody of this name');
  await screen.findByText('Nothing fits.');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await screen.findByText('Seen 0.');
});
