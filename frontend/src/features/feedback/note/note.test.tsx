import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import FeedbackNotePage from '@/app/pages/FeedbackNotePage';
import { expectAccessible, show } from '@/test/render';
import { done, me, mo, note } from '../test/answers';

const page = (
  <Routes>
    <Route path="feedback/notes/:id" element={<FeedbackNotePage />} />
  </Routes>
);

function open(shown: object, answers: object = {}) {
  return show(page, {
    at: '/feedback/notes/n1',
    answers: { FeedbackNotePage: { feedbackNote: { ...note, ...shown } }, ...answers },
  });
}

const inputOf = (sent: { operationName: string; variables: Record<string, unknown> }[], name: string) =>
  sent.find((one) => one.operationName === name)?.variables['input'];

test('its recipient can ask back once, and sees who will read that', async () => {
  const { user, sent } = open(
    {},
    { AskBack: done('askBack', { note: { __typename: 'FeedbackNote', id: 'n1' } }) },
  );
  await user.click(await screen.findByRole('button', { name: 'Ask Mo Diaz back' }));
  await user.type(screen.getByLabelText(/Ask Mo Diaz back/, { selector: 'textarea' }), 'Which slide?');
  screen.getByText(/Mo Diaz and Ann Lee/);
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Ask' }));
  await waitFor(() => expect(inputOf(sent, 'AskBack')).toEqual({ noteId: 'n1', question: 'Which slide?' }));
});

test('its author answers a question back, and both see it', async () => {
  const followUp = {
    __typename: 'FeedbackFollowUp',
    question: 'Which slide?',
    askedAt: '2026-11-12T09:00:00Z',
    answer: null,
    answeredAt: null,
  };
  const { user, sent } = open(
    {
      author: me,
      recipient: mo,
      canThank: false,
      canAskBack: false,
      canAnswerBack: true,
      canArchive: false,
      followUp,
    },
    { AnswerBack: done('answerBack', { note: { __typename: 'FeedbackNote', id: 'n1' } }) },
  );
  await screen.findByText('Which slide?');
  await user.type(screen.getByLabelText(/Answer Mo Diaz/, { selector: 'textarea' }), 'The third.');
  await user.click(screen.getByRole('button', { name: 'Answer' }));
  await waitFor(() => expect(inputOf(sent, 'AnswerBack')).toEqual({ noteId: 'n1', answer: 'The third.' }));
  expect(screen.queryByText('What will you make of it?')).toBeNull();
});

test('advice becomes a goal in words of one’s own; who reads it is said', async () => {
  const { user, sent } = open(
    {},
    {
      PlansForFeedback: {
        viewer: {
          __typename: 'Viewer',
          developmentPlans: [
            {
              __typename: 'DevelopmentPlan',
              id: 'p1',
              title: 'Lead calmly',
              canEdit: true,
              visibleTo: [mo, me],
            },
            { __typename: 'DevelopmentPlan', id: 'p2', title: 'Closed', canEdit: false, visibleTo: [me] },
          ],
        },
      },
      TurnFeedbackIntoGoal: done('turnFeedbackIntoGoal', {
        goal: { __typename: 'Goal', id: 'go1', plan: { __typename: 'DevelopmentPlan', id: 'p1' } },
      }),
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Make it a goal' }));
  const dialog = within(await screen.findByRole('dialog'));
  const title = (await dialog.findByLabelText(/^Goal/)) as HTMLInputElement;
  expect(title.value).toBe('Ask the quiet ones first.');
  dialog.getByText(/you and Mo Diaz, who read the plan/);
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Add the goal' }));
  await waitFor(() =>
    expect(inputOf(sent, 'TurnFeedbackIntoGoal')).toEqual({
      noteId: 'n1',
      planId: 'p1',
      title: 'Ask the quiet ones first.',
      description: '',
      dueOn: null,
    }),
  );
});

test('it comes to a one-on-one with its author first, in words of one’s own', async () => {
  const series = (id: string, other: object) => ({
    __typename: 'OneOnOneSeries',
    id,
    endedAt: null,
    other,
  });
  const { user, sent } = open(
    {},
    {
      SeriesForFeedback: {
        viewer: {
          __typename: 'Viewer',
          series: [series('s1', { ...me, id: 'x', name: 'Zed Top' }), series('s2', mo)],
        },
      },
      TurnFeedbackIntoTalkingPoint: done('turnFeedbackIntoTalkingPoint', {
        meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
      }),
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Talk about it' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(await dialog.findByLabelText(/What to talk about/), 'Quiet people');
  await user.click(dialog.getByRole('button', { name: 'Add to the next meeting' }));
  await waitFor(() =>
    expect(inputOf(sent, 'TurnFeedbackIntoTalkingPoint')).toEqual({
      noteId: 'n1',
      seriesId: 's2',
      body: 'Quiet people',
      visibility: 'SHARED',
    }),
  );
});

test('thanks are private until one chooses otherwise', async () => {
  const { user, sent } = open(
    {},
    {
      ValuesForFeedback: { companyValues: [] },
      TurnFeedbackIntoKudos: done('turnFeedbackIntoKudos', { kudos: { __typename: 'Kudos', id: 'k1' } }),
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Thank with kudos' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText(/What for/), 'For telling me.');
  dialog.getByText(/only Mo Diaz and you/);
  await user.click(dialog.getByLabelText('Everybody in the company'));
  dialog.getByText(/everybody in the company, with your name and that of Mo Diaz/);
  await user.click(dialog.getByRole('button', { name: 'Say thank you' }));
  await waitFor(() => expect(inputOf(sent, 'TurnFeedbackIntoKudos')).toMatchObject({ visibility: 'PUBLIC' }));
});

test('it can be tied to a goal and a competency, and what it became is listed', async () => {
  const link = {
    __typename: 'FeedbackLink',
    kind: 'GOAL',
    title: 'Listen first',
    createdAt: '2026-11-12T09:00:00Z',
    goal: { __typename: 'Goal', id: 'go1', plan: { __typename: 'DevelopmentPlan', id: 'p1' } },
    meeting: null,
    kudos: null,
  };
  const { user, sent } = open(
    { links: [link] },
    {
      GoalsForFeedback: {
        viewer: {
          __typename: 'Viewer',
          developmentPlans: [
            {
              __typename: 'DevelopmentPlan',
              id: 'p1',
              title: 'Lead calmly',
              goals: [{ __typename: 'Goal', id: 'go2', title: 'Speak last' }],
            },
          ],
        },
      },
      LinkFeedbackToGoal: done('linkFeedbackToGoal', { note: { __typename: 'FeedbackNote', id: 'n1' } }),
      LinkFeedbackToCompetency: done('linkFeedbackToCompetency', {
        note: { __typename: 'FeedbackNote', id: 'n1', competency: 'Listening' },
      }),
    },
  );
  expect((await screen.findByRole('link', { name: 'Listen first' })).getAttribute('href')).toBe(
    '/development/plans/p1#go1',
  );
  await user.type(screen.getByLabelText(/Competency/, { selector: 'input' }), 'Listening');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(inputOf(sent, 'LinkFeedbackToCompetency')).toEqual({ noteId: 'n1', competency: 'Listening' }),
  );
  await user.click(screen.getByRole('button', { name: 'Tie it to a goal' }));
  await user.click(await screen.findByLabelText(/Speak last/));
  await user.click(screen.getByRole('button', { name: 'Tie' }));
  await waitFor(() => expect(inputOf(sent, 'LinkFeedbackToGoal')).toEqual({ noteId: 'n1', goalId: 'go2' }));
});

test('their manager reads which competency it is about, and has none of the recipient’s buttons', async () => {
  open({ recipient: { ...mo, id: 'x', name: 'Co Park' }, canThank: false, canAskBack: false, canArchive: false, competency: 'Listening' });
  await screen.findByText('About: Listening');
  expect(screen.queryByRole('button', { name: /goal|kudos|Archive|Save/ })).toBeNull();
});

test('it is archived at once, and that can be undone', async () => {
  const archived = (at: string | null) =>
    done('archiveFeedback', { note: { __typename: 'FeedbackNote', id: 'n1', archivedAt: at }, guestFeedback: null });
  const { user, sent } = open({}, { ArchiveFeedback: archived('2026-11-21T12:00:00Z') });
  await user.click(await screen.findByRole('button', { name: 'Archive' }));
  await screen.findByText('Archived. Nobody is told.');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(
      sent.filter((one) => one.operationName === 'ArchiveFeedback').map((one) => one.variables['input']),
    ).toEqual([
      { noteId: 'n1', archived: true },
      { noteId: 'n1', archived: false },
    ]),
  );
});
