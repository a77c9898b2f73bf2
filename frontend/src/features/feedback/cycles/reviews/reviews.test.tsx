import { act, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import ReviewPage from '@/app/pages/ReviewPage';
import ReviewsPage from '@/app/pages/ReviewsPage';
import { type Answers, expectAccessible, show } from '@/test/render';
import { answer, cycle, me, mo, questions, refusal, review } from '../test/rows';
import GuestReview from './GuestReview';

const page = (
  <Routes>
    <Route path="reviews/:id" element={<ReviewPage />} />
  </Routes>
);

/** A server with one review: it takes what is saved under the present version only. */
function server(first: object = {}) {
  let now = { ...review, ...first };
  const changed = refusal(null, 'REVIEW_CHANGED', 'Saved somewhere else meanwhile.');
  const answers: Answers = {
    ReviewPage: () => ({ review: now }),
    SaveReview: ({ input }: Record<string, any>) => {
      if (input.version !== now.version) return { saveReview: changed };
      now = {
        ...now,
        version: now.version + 1,
        answers: input.answers.map(({ questionId, ...part }: Record<string, any>) =>
          answer(questionId, part),
        ),
      };
      return {
        saveReview: {
          __typename: 'SaveReviewSuccess',
          review: { __typename: 'Review', id: 'r1', version: now.version },
        },
      };
    },
    SubmitReview: ({ input }: Record<string, any>) => {
      if (input.version !== now.version) return { submitReview: changed };
      now = { ...now, state: 'SUBMITTED', canWrite: false, canReopen: true, submittedAt: '2026-11-21T12:00:00Z' };
      return { submitReview: { __typename: 'SubmitReviewSuccess', review: now } };
    },
    ReopenReview: () => {
      now = { ...now, state: 'STARTED', canWrite: true, canReopen: false };
      return { reopenReview: { __typename: 'ReopenReviewSuccess', review: now } };
    },
  };
  return { answers, change: (part: object) => (now = { ...now, ...part }), now: () => now };
}

const short = { questions: [questions.rating, questions.text] as unknown[] };
const savesOf = (sent: { operationName: string; variables: Record<string, any> }[]) =>
  sent.filter((one) => one.operationName === 'SaveReview').map((one) => one.variables['input']);

test('who will see it stands before the questions and again above the button', async () => {
  show(page, { at: '/reviews/r1', answers: server().answers });
  const terms = await screen.findByRole('region', { name: 'What you write is anonymous' });
  expect(within(terms).getByText('What you write is anonymous.')).toBeTruthy();
  expect(within(terms).getByText(/None of this can be changed/)).toBeTruthy();
  const first = screen.getByRole('heading', { name: 'Finishes what matters most' });
  expect(terms.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(screen.getByText(/Who will see this/).parentElement?.textContent).toContain(
    'With fewer than 3 nothing is shown.',
  );
  expect(screen.getByText('0 of 5 answered')).toBeTruthy();
  expect(screen.getAllByText(/until Wednesday,? 25 November, 23:59 \(in 4 days\)/).length).toBeGreaterThan(0);
  await expectAccessible();
});

test('what will be shown to nobody is said plainly before one writes', async () => {
  show(page, { at: '/reviews/r1', answers: server({ raterCount: 2, aboutToBeLeftOut: true }).answers });
  await screen.findByText('As it stands, nobody will see what you write.');
  expect(screen.getByText(/2 people are asked, and fewer than 3 are never shown/)).toBeTruthy();
});

test('answers of every kind are saved within two seconds, with the version they stand on', async () => {
  const { sent, user } = show(page, { at: '/reviews/r1', answers: server().answers });
  const rating = await screen.findByRole('radiogroup', { name: 'Finishes what matters most' });
  await user.click(within(rating).getByRole('radio', { name: /Mostly/ }));
  const goals = screen.getByRole('radiogroup', { name: /Speak at a conference/ });
  await user.click(within(goals).getByRole('radio', { name: /Sometimes/ }));
  await user.click(screen.getByRole('radio', { name: 'Gladly' }));
  await user.click(screen.getByRole('checkbox', { name: 'Quality' }));
  await user.click(screen.getByRole('checkbox', { name: 'I have nothing to say to this' }));
  expect(screen.getByText('5 of 5 answered')).toBeTruthy();
  await screen.findByText('Saved', {}, { timeout: 3000 });
  const saves = savesOf(sent);
  expect(saves[0].version).toBe(1);
  expect(saves.at(-1).answers).toEqual([
    { questionId: 'q1', cannotJudge: false, value: 3 },
    { questionId: 'q2', cannotJudge: false, goalResults: [{ goalId: 'g1', value: 2 }] },
    { questionId: 'q3', cannotJudge: true },
    { questionId: 'q4', cannotJudge: false, value: 1 },
    { questionId: 'q5', cannotJudge: false, values: [2] },
  ]);
});

test('cannot judge stands apart from the scale and takes the number away', async () => {
  const { user } = show(page, { at: '/reviews/r1', answers: server(short).answers });
  const scale = await screen.findByRole('radiogroup', { name: 'Finishes what matters most' });
  expect(within(scale).getAllByRole('radio')).toHaveLength(3);
  await user.click(within(scale).getByRole('radio', { name: /Mostly/ }));
  await user.click(screen.getByRole('checkbox', { name: 'I cannot judge this' }));
  expect(within(scale).queryByRole('radio', { checked: true })).toBeNull();
  await user.click(within(scale).getByRole('radio', { name: /Sometimes/ }));
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'I cannot judge this' }).checked).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Take the answer back' }));
  expect(screen.getByText('0 of 2 answered')).toBeTruthy();
});

test('what must be answered is named before it is handed in, and the first one has the focus', async () => {
  const { sent, user } = show(page, { at: '/reviews/r1', answers: server(short).answers });
  await user.click(await screen.findByRole('button', { name: 'Hand it in' }));
  expect(screen.getByText(/1 question still needs an answer/)).toBeTruthy();
  expect(screen.getByRole('radiogroup').getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement?.getAttribute('type')).toBe('radio');
  expect(sent.some((one) => one.operationName === 'SubmitReview')).toBe(false);
});

test('handing in sends the last words first, and can be taken up again without asking anybody', async () => {
  const far = server(short);
  const { sent, user } = show(page, { at: '/reviews/r1', answers: far.answers });
  await user.type(await screen.findByRole('textbox'), 'Go on.');
  await user.click(screen.getByRole('radio', { name: /Mostly/ }));
  await user.click(screen.getByRole('button', { name: 'Hand it in' }));
  await screen.findByText('Handed in. Thank you.');
  const submit = sent.find((one) => one.operationName === 'SubmitReview');
  expect(submit?.variables['input']).toEqual({ reviewId: 'r1', version: far.now().version });
  expect(savesOf(sent).at(-1).answers).toHaveLength(2);
  expect(screen.getByText('3 · Mostly')).toBeTruthy();
  expect(screen.getByText(/You can change it yourself, as often as you like/)).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Change it' }));
  await screen.findByRole('button', { name: 'Hand it in' });
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Go on.');
});

test('two devices: both versions are shown for what differs, and each question is chosen for itself', async () => {
  const far = server({ ...short, answers: [answer('q3', { text: 'First.' })], version: 4 });
  const { sent, user } = show(page, { at: '/reviews/r1', answers: far.answers });
  const field = await screen.findByRole('textbox');
  far.change({
    version: 5,
    answers: [answer('q1', { value: 1 }), answer('q3', { text: 'Written over there.' })],
  });
  await user.type(field, ' And here.');
  const clash = await screen.findByRole('alert', { name: /changed on another device/ }, { timeout: 4000 });
  expect(within(clash).getByText('Written over there.')).toBeTruthy();
  expect(within(clash).getByText('First. And here.')).toBeTruthy();
  await expectAccessible();
  const rating = within(clash).getByRole('group', { name: 'Finishes what matters most' });
  await user.click(within(rating).getByRole('radio', { name: /On the other one/ }));
  await user.click(within(clash).getByRole('button', { name: 'Keep what I chose' }));
  await waitFor(
    () =>
      expect(savesOf(sent).at(-1)).toEqual({
        reviewId: 'r1',
        version: 5,
        answers: [
          { questionId: 'q1', cannotJudge: false, value: 1 },
          { questionId: 'q3', cannotJudge: false, text: 'First. And here.' },
        ],
      }),
    { timeout: 4000 },
  );
});

test('without a network it is kept on the device and sent when it is back', async () => {
  const far = server(short);
  let down = true;
  const { sent, user } = show(page, {
    at: '/reviews/r1',
    answers: {
      ...far.answers,
      SaveReview: (variables: Record<string, unknown>) => {
        if (down) throw new TypeError('Failed to fetch');
        return (far.answers['SaveReview'] as (v: unknown) => unknown)(variables);
      },
    },
  });
  await user.type(await screen.findByRole('textbox'), 'On the train.');
  await screen.findByText('Kept on this device, not yet sent', {}, { timeout: 4000 });
  expect(Object.keys(localStorage).some((key) => key.includes('review:r1'))).toBe(true);
  await user.click(screen.getByRole('radio', { name: /Mostly/ }));
  await user.click(screen.getByRole('button', { name: 'Hand it in' }));
  await screen.findByText(/All that you wrote is kept on this device/);
  down = false;
  act(() => void dispatchEvent(new Event('online')));
  await screen.findByText('Saved', {}, { timeout: 4000 });
  expect(savesOf(sent).at(-1).answers).toHaveLength(2);
  expect(Object.keys(localStorage).some((key) => key.includes('review:r1'))).toBe(false);
});

test('what was saved is what stands here later without a network', async () => {
  const far = server(short);
  const first = show(page, { at: '/reviews/r1', answers: far.answers });
  await first.user.type(await screen.findByRole('textbox'), 'On the train.');
  await screen.findByText('Saved', {}, { timeout: 4000 });
  const seen = () =>
    Object.entries(localStorage).find(([key]) => key.startsWith('erm.seen.') && key.includes('ReviewPage'));
  await waitFor(() => expect(String(seen()?.[1])).toContain('On the train.'), { timeout: 6000 });
  first.unmount();
  show(page, {
    at: '/reviews/r1',
    answers: {
      ReviewPage: () => {
        throw new TypeError('Failed to fetch');
      },
    },
  });
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', {}, { timeout: 8000 });
  expect(field.value).toBe('On the train.');
});

test('what could not be sent before the deadline is shown, and only its writer can forget it', async () => {
  localStorage.setItem(
    'erm.draft.v1:UGVyc29uOkFubg==:review:r1',
    JSON.stringify({ value: { text: { q3: { text: 'Too late.' } }, base: 1 } }),
  );
  const { user } = show(page, {
    at: '/reviews/r1',
    answers: server({ ...short, state: 'MISSED', canWrite: false, overdue: true }).answers,
  });
  await screen.findByText('The time to write this is over.');
  expect(screen.getByText('Too late.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Forget it' }));
  expect(screen.queryByText('Too late.')).toBeNull();
});

test('declining asks why, says who reads it, and can be undone at once', async () => {
  const { sent, user } = show(page, {
    at: '/reviews/r1',
    answers: {
      ...server(short).answers,
      DeclineReview: { declineReview: { __typename: 'DeclineReviewSuccess', review: { __typename: 'Review', id: 'r1', state: 'DECLINED' } } },
      UndoReviewDecline: { undoNominationRefusal: { __typename: 'UndoNominationRefusalSuccess', review: { __typename: 'NominatedReview', id: 'r1', state: 'ASSIGNED' } } },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'I cannot write this' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'I cannot write this' }).disabled).toBe(true);
  await user.type(within(dialog).getByRole('textbox'), 'We never met.');
  expect(within(dialog).getByText(/whoever chose you/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'I cannot write this' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(sent.some((one) => one.operationName === 'UndoReviewDecline')).toBe(true));
  expect(sent.find((one) => one.operationName === 'DeclineReview')?.variables).toEqual({
    input: { reviewId: 'r1', reason: 'We never met.' },
  });
});

test('a former text can be read and put back', async () => {
  const { sent, user } = show(page, {
    at: '/reviews/r1',
    answers: {
      ...server(short).answers,
      ReviewVersions: {
        review: {
          ...review,
          ...short,
          versions: [
            {
              __typename: 'ReviewVersion',
              number: 2,
              savedAt: '2026-11-20T09:00:00Z',
              answers: [answer('q3', { text: 'How it was.' })],
            },
          ],
        },
      },
      RestoreReviewVersion: {
        restoreReviewVersion: { __typename: 'RestoreReviewVersionSuccess', review: { __typename: 'Review', id: 'r1', version: 2 } },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Former texts' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('button', { name: 'Read' }));
  expect(within(dialog).getByText('How it was.')).toBeTruthy();
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Put back' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'RestoreReviewVersion')?.variables).toEqual({
      input: { reviewId: 'r1', number: 2, version: 1 },
    }),
  );
});

test('before writing has begun the terms and the questions can be read', async () => {
  show(page, {
    at: '/reviews/r1',
    answers: server({ ...short, canWrite: false, cycle: { ...cycle, state: 'NOMINATION' } }).answers,
  });
  await screen.findByText(/Writing has not begun yet/);
  expect(screen.getByText('Finishes what matters most')).toBeTruthy();
  expect(screen.queryByRole('radio')).toBeNull();
});

// ---- the list ------------------------------------------------------------------------------------

const counts = {
  FeedbackCounts: {
    viewer: {
      __typename: 'Viewer',
      feedbackRequestsToAnswer: { __typename: 'FeedbackRequestConnection', totalCount: 0 },
      reviewsToWrite: { __typename: 'ReviewsOwed', count: 2 },
    },
  },
  ReviewsWritten: {
    viewer: {
      __typename: 'Viewer',
      reviewsWritten: { __typename: 'ReviewConnection', totalCount: 0, edges: [] },
    },
  },
};

const owed = (reviews: object[], minutes: number, tasks: object[] = []) => ({
  ...counts,
  ReviewsPage: {
    viewer: {
      __typename: 'Viewer',
      reviewsToWrite: { __typename: 'ReviewsOwed', count: reviews.length, minutes, reviews },
      cycleTasks: tasks,
    },
  },
});

test('what one owes: how many, about how long, each with its deadline', async () => {
  const second = { ...review, id: 'r2', subject: mo, dueOn: '2026-11-30', answered: 2, state: 'STARTED' };
  show(<ReviewsPage />, { at: '/reviews', answers: owed([review, second], 40) });
  await screen.findByText('You owe 2 reviews. That takes about 40 minutes.');
  expect(screen.getByRole('link', { name: 'Write' }).getAttribute('href')).toBe('/reviews/r1');
  expect(screen.getByRole('link', { name: 'Go on' }).getAttribute('href')).toBe('/reviews/r2');
  expect(screen.getByText('2 of 5 answered')).toBeTruthy();
  await screen.findByText('You have not written a review yet.');
  await expectAccessible();
});

test('owing nothing reads as good news, and teaches', async () => {
  show(<ReviewsPage />, { at: '/reviews', answers: owed([], 0) });
  await screen.findByText('You owe no review.');
  await expectAccessible();
});

test.each([
  ['NOMINATE', { id: 'p1', person: me }, 1, '/nominations/p1'],
  ['APPROVE_NOMINATIONS', null, 3, '/nominations?cycle=c1'],
  ['PREPARE_PACKETS', null, 2, '/packets?list=team'],
  ['READ_PACKET', { id: 'p1', person: me }, 1, '/packets/p1'],
  ['CALIBRATE', null, 1, '/cycles/c1/calibration'],
])('%s leads to where it is done', async (kind, participant, count, address) => {
  const task = {
    __typename: 'CycleTask',
    kind,
    count,
    until: '2026-11-30',
    overdue: false,
    cycle,
    participant: participant && { __typename: 'CycleParticipant', ...participant },
  };
  show(<ReviewsPage />, { at: '/reviews', answers: owed([], 0, [task]) });
  const list = await screen.findByRole('list', { name: 'What else cycles wait for' });
  expect(within(list).getByRole('link').getAttribute('href')).toBe(address);
});

// ---- a guest -------------------------------------------------------------------------------------

test('a guest writes by the link alone, and their draft is not kept under the secret', async () => {
  const guest = {
    __typename: 'GuestReview',
    cycleName: 'Annual 360',
    subjectName: 'Bo Ray',
    companyTerms: ['What you write is shown with your name.'],
    anonymous: false,
    minimum: 1,
    dueOn: '2026-11-25',
    dueAt: '2026-11-25T23:00:00Z',
    version: 1,
    state: 'ASSIGNED',
    canWrite: true,
    aboutToBeLeftOut: false,
    questions: short.questions,
    answers: [],
  };
  let down = true;
  const { sent, user } = show(<GuestReview token="secret-secret-secret" />, {
    session: null,
    answers: {
      GuestReview: { guestPage: { __typename: 'GuestPage', review: guest } },
      SaveGuestReview: () => {
        if (down) throw new TypeError('Failed to fetch');
        return {
          saveGuestReview: { __typename: 'SaveGuestReviewSuccess', review: { __typename: 'GuestReview', version: 2 } },
        };
      },
    },
  });
  await user.click(await screen.findByRole('radio', { name: /Mostly/ }));
  await screen.findByText('Kept on this device, not yet sent', {}, { timeout: 4000 });
  expect(JSON.stringify({ ...localStorage })).not.toContain('secret-secret');
  await expectAccessible();
  down = false;
  act(() => void dispatchEvent(new Event('online')));
  await screen.findByText('Saved', {}, { timeout: 4000 });
  expect(sent.findLast((one) => one.operationName === 'SaveGuestReview')?.variables).toEqual({
    input: {
      token: 'secret-secret-secret',
      version: 1,
      answers: [{ questionId: 'q1', cannotJudge: false, value: 3 }],
    },
  });
});
