import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import MeetingPage from '@/app/pages/MeetingPage';
import { expectAccessible, show as render } from '@/test/render';
import { nextByRhythm } from './CloseMeetingDialog';
import { meeting, mo, point, promise } from './test/answers';

const suggested = (suggestions: unknown[]) => ({
  SeriesSuggestions: { series: { __typename: 'OneOnOneSeries', id: 's1', suggestions } },
});
/** Nothing is suggested unless a test says so. */
const show: typeof render = (children, options) =>
  render(children, { ...options, answers: { ...suggested([]), ...options?.answers } });

const page = (
  <Routes>
    <Route path="meetings/:id" element={<MeetingPage />} />
  </Routes>
);

test('the meeting shows points, promises and both kinds of notes, and axe finds nothing', async () => {
  show(page, { at: '/meetings/m1', answers: { MeetingPage: meeting() } });
  await screen.findByText('Budget');
  expect(screen.getByText('from Mo Diaz')).toBeTruthy();
  expect(screen.getAllByText(/you both see it/)).toHaveLength(1);
  expect(screen.getByText('20 November, overdue', { exact: false })).toBeTruthy();
  expect(screen.getByText(/only you\. Not Mo Diaz, not your manager/)).toBeTruthy();
  await expectAccessible();
});

test('a private point says that only its author sees it, and is sent as private', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      AddTalkingPoint: {
        addTalkingPoint: {
          __typename: 'AddTalkingPointSuccess',
          talkingPoint: { __typename: 'TalkingPoint', id: 'p3' },
        },
      },
    },
  });
  const field = await screen.findByRole('textbox', { name: 'What do you want to talk about?' });
  await user.type(field, 'My salary');
  await user.click(screen.getByRole('switch', { name: 'Only for me' }));
  expect(screen.getByText(/Who will see this: only you\.$/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add a point' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'AddTalkingPoint')?.variables).toEqual({
      input: { meetingId: 'm1', body: 'My salary', visibility: 'PRIVATE', recurring: false },
    }),
  );
  await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe(''));
});

test('a refused point stays in the field, with the words of the server', async () => {
  const { user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      AddTalkingPoint: {
        addTalkingPoint: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'TEXT_TOO_LONG',
          message: 'At most 2,000 characters.',
          field: 'body',
        },
      },
    },
  });
  const field = await screen.findByRole('textbox', { name: 'What do you want to talk about?' });
  await user.type(field, 'Long');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await screen.findByText('At most 2,000 characters.');
  expect((field as HTMLTextAreaElement).value).toBe('Long');
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

const MOVED = {
  moveTalkingPoint: {
    __typename: 'MoveTalkingPointSuccess',
    meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
  },
};

test('an arrow moves the point whose handle has the focus, says so, and keeps the focus', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: { MeetingPage: meeting(), MoveTalkingPoint: MOVED },
  });
  (await screen.findByRole('button', { name: 'Move “Hiring”, 2 of 2' })).focus();
  await user.keyboard('{ArrowUp}');
  await screen.findByText('“Hiring” is now number 1 of 2');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move “Hiring”, 1 of 2');
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'MoveTalkingPoint')?.variables).toEqual({
      input: { talkingPointId: 'p2', beforeId: 'p1' },
    }),
  );
});

test('the menu of a point moves it as well, for those who neither drag nor use arrows', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: { MeetingPage: meeting(), MoveTalkingPoint: MOVED },
  });
  await user.click(await screen.findByRole('button', { name: 'What to do with “Budget”' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Move down' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'MoveTalkingPoint')?.variables).toEqual({
      input: { talkingPointId: 'p1', beforeId: null },
    }),
  );
});

test('a point that is ticked goes to what was discussed, and the focus to the next one', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      SetTalkingPointState: {
        setTalkingPointState: {
          __typename: 'SetTalkingPointStateSuccess',
          talkingPoint: { __typename: 'TalkingPoint', id: 'p1', state: 'DISCUSSED' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Discussed: Budget' }));
  const section = await screen.findByRole('region', { name: 'Discussed on 21 November' });
  expect(within(section).getByText('Budget')).toBeTruthy();
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Discussed: Hiring');
  expect(sent.find((one) => one.operationName === 'SetTalkingPointState')?.variables).toEqual({
    input: { talkingPointId: 'p1', state: 'DISCUSSED' },
  });
});

test('a tick that is refused comes back', async () => {
  const { user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      SetTalkingPointState: {
        setTalkingPointState: {
          __typename: 'Refusal',
          kind: 'CONFLICT',
          code: 'MEETING_CLOSED',
          message: 'This meeting is closed.',
          field: null,
        },
      },
    },
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Discussed: Budget' }));
  await screen.findByText('This meeting is closed.');
  expect(screen.queryByRole('region', { name: /^Discussed on/ })).toBeNull();
});

const SUGGESTION = {
  __typename: 'Suggestion',
  key: 'PROMISE_OVERDUE:a1',
  kind: 'PROMISE_OVERDUE',
  body: 'Write the plan',
  reason: 'It was due on 20 November.',
  visibility: 'SHARED',
};
const SUGGESTED = { MeetingPage: meeting(), ...suggested([SUGGESTION]) };

test('a suggestion says why it is there and who will see it, and one click adds it', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      ...SUGGESTED,
      AddTalkingPoint: {
        addTalkingPoint: {
          __typename: 'AddTalkingPointSuccess',
          talkingPoint: { __typename: 'TalkingPoint', id: 'p3' },
        },
      },
      DeleteTalkingPoint: {
        deleteTalkingPoint: {
          __typename: 'DeleteTalkingPointSuccess',
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
        },
      },
    },
  });
  const area = await screen.findByRole('region', { name: 'From what happened since last time' });
  expect(area.textContent).toContain('It was due on 20 November. You and Mo Diaz will see it.');
  await user.click(within(area).getByRole('button', { name: 'Add: Write the plan' }));
  expect(screen.queryByRole('region', { name: 'From what happened since last time' })).toBeNull();
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'AddTalkingPoint')?.variables).toEqual({
      input: {
        meetingId: 'm1',
        body: 'Write the plan',
        visibility: 'SHARED',
        suggestionKey: 'PROMISE_OVERDUE:a1',
      },
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await screen.findByRole('region', { name: 'From what happened since last time' });
  expect(sent.find((one) => one.operationName === 'DeleteTalkingPoint')?.variables).toEqual({
    input: { talkingPointId: 'p3' },
  });
});

test('a dismissed suggestion can be had back, and is sent when the page is left', async () => {
  const { sent, user, unmount } = show(page, {
    at: '/meetings/m1',
    answers: {
      ...SUGGESTED,
      DismissSuggestion: {
        dismissSuggestion: {
          __typename: 'DismissSuggestionSuccess',
          series: { __typename: 'OneOnOneSeries', id: 's1' },
        },
      },
    },
  });
  const dismiss = { name: 'Do not suggest: Write the plan' };
  await user.click(await screen.findByRole('button', dismiss));
  expect(screen.queryByRole('button', dismiss)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await user.click(await screen.findByRole('button', dismiss));
  expect(sent.some((one) => one.operationName === 'DismissSuggestion')).toBe(false);
  unmount();
  await waitFor(() =>
    expect(sent.filter((one) => one.operationName === 'DismissSuggestion')).toMatchObject([
      { variables: { input: { seriesId: 's1', suggestionKey: 'PROMISE_OVERDUE:a1' } } },
    ]),
  );
});

test('a point becomes a promise that remembers it', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      AddActionItem: {
        addActionItem: {
          __typename: 'AddActionItemSuccess',
          actionItem: { __typename: 'ActionItem', id: 'a2' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'What to do with “Hiring”' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Make it a promise' }));
  const dialog = await screen.findByRole('dialog', { name: 'Make it a promise' });
  await user.click(within(dialog).getByRole('radio', { name: 'Mo Diaz' }));
  await user.click(within(dialog).getByRole('button', { name: 'Add a promise' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'AddActionItem')?.variables).toEqual({
      input: { meetingId: 'm1', body: 'Hiring', ownerId: mo.id, dueOn: null, originPointId: 'p2' },
    }),
  );
});

test('a promise shows its comments, and how it came to be what it is', async () => {
  const { user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      PromiseDetails: {
        node: {
          ...promise(),
          originPoint: { __typename: 'TalkingPoint', id: 'p9', body: 'The plan of the year' },
          madeIn: { __typename: 'OneOnOneMeeting', id: 'm0', number: 3, scheduledAt: '2026-11-16T09:00:00Z' },
          goal: null,
          comments: [
            {
              __typename: 'ActionItemComment',
              id: 'c1',
              body: 'Half of it stands',
              createdAt: '2026-11-20T09:00:00Z',
              editedAt: null,
              mine: false,
              author: mo,
            },
          ],
          history: [
            change('h1', 'MADE', '', 'Write the plan'),
            change('h2', 'DUE_ON', '2026-12-03', '2026-12-10'),
            change('h3', 'STATE', 'OPEN', 'DONE'),
          ],
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: '1 comment' }));
  const dialog = await screen.findByRole('dialog', { name: 'The promise' });
  expect(await within(dialog).findByText('Half of it stands')).toBeTruthy();
  expect(within(dialog).getByText('The plan of the year')).toBeTruthy();
  expect(within(dialog).getByText('Moved from 3 December to 10 December')).toBeTruthy();
  expect(within(dialog).getByText('Kept')).toBeTruthy();
  await expectAccessible();
});

function change(key: string, kind: string, before: string, after: string) {
  return { __typename: 'ActionItemChange', key, kind, before, after, by: mo, at: '2026-11-20T09:00:00Z' };
}

test('private notes that were changed in another window are shown beside mine, and both can be kept', async () => {
  let read = 0;
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: () => {
        read += 1;
        return read === 1 ? meeting() : meeting({ privateNotes: 'From there', privateNotesVersion: 1 });
      },
      SavePrivateNotes: ({ input }: Record<string, any>) => ({
        savePrivateNotes:
          input.version === 0
            ? {
                __typename: 'Refusal',
                kind: 'CONFLICT',
                code: 'NOTES_CHANGED',
                message: 'Changed meanwhile.',
                field: null,
              }
            : {
                __typename: 'SavePrivateNotesSuccess',
                meeting: { __typename: 'OneOnOneMeeting', id: 'm1', privateNotesVersion: 2 },
              },
      }),
    },
  });
  await user.type(await screen.findByRole('textbox', { name: 'My private notes' }), 'From me');
  await user.tab();
  const alert = await screen.findByText('The notes were changed meanwhile');
  expect(within(alert.parentElement as HTMLElement).getByText('From there')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Keep both' }));
  await waitFor(
    () =>
      expect(sent.filter((one) => one.operationName === 'SavePrivateNotes').at(-1)?.variables).toEqual({
        input: { meetingId: 'm1', text: 'From there\n\nFrom me', version: 1 },
      }),
    { timeout: 16_000 },
  );
});

test('closing asks whether it was held and leads to the next meeting', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: ({ id }: Record<string, unknown>) =>
        id === 'm1' ? meeting() : meeting({ id: 'm2', number: 5, talkingPoints: [point('p1', 'Budget', { carriedOver: true })] }),
      CloseMeeting: {
        closeMeeting: {
          __typename: 'CloseMeetingSuccess',
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
          next: { __typename: 'OneOnOneMeeting', id: 'm2' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Close the meeting' }));
  await screen.findByRole('dialog', { name: 'Close the meeting' });
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Close and go on' }));
  await screen.findByText(/Meeting 5/);
  expect(sent.find((one) => one.operationName === 'CloseMeeting')?.variables).toMatchObject({
    input: { meetingId: 'm1', held: true },
  });
});

test('the rhythm itself decides the next meeting unless another day is chosen', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      CloseMeeting: {
        closeMeeting: {
          __typename: 'CloseMeetingSuccess',
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
          next: { __typename: 'OneOnOneMeeting', id: 'm2' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Close the meeting' }));
  const dialog = await screen.findByRole('dialog', { name: 'Close the meeting' });
  const field = within(dialog).getByLabelText('The next one') as HTMLInputElement;
  expect(field.value).toBe('2026-11-30T10:00');
  await user.click(within(dialog).getByRole('button', { name: 'Close and go on' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'CloseMeeting')?.variables).toEqual({
      input: { meetingId: 'm1', held: true, nextMeetingAt: null },
    }),
  );
});

test('the next meeting lies after this one and after today', () => {
  const upcoming = ['2026-11-23T09:00:00Z', '2026-11-30T09:00:00Z', '2026-12-07T09:00:00Z'];
  const next = (scheduledAt: string, now: string) =>
    nextByRhythm(upcoming, scheduledAt, 'Europe/Berlin', new Date(now));
  expect(next('2026-11-23T09:00:00Z', '2026-11-21T12:00:00Z')).toBe('2026-11-30T09:00:00Z');
  expect(next('2026-11-23T09:00:00Z', '2026-11-30T05:00:00Z')).toBe('2026-12-07T09:00:00Z');
  // Moved behind the next day of the rhythm.
  expect(next('2026-12-01T09:00:00Z', '2026-11-21T12:00:00Z')).toBe('2026-12-07T09:00:00Z');
  expect(next('2026-12-07T09:00:00Z', '2026-11-21T12:00:00Z')).toBeUndefined();
});

test('whether they met is asked where nobody knows; no leads on to another day', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting({ asksWhetherHeld: true }),
      SkipMeeting: {
        skipMeeting: {
          __typename: 'SkipMeetingSuccess',
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1', scheduledAt: '2026-11-30T09:00:00Z' },
        },
      },
      UndoSkip: {
        undoSkip: {
          __typename: 'UndoSkipSuccess',
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1', scheduledAt: '2026-11-23T09:00:00Z' },
        },
      },
    },
  });
  const question = await screen.findByRole('group', { name: 'Did you meet on Monday 23 November?' });
  await user.click(within(question).getByRole('button', { name: 'No, move it' }));
  const dialog = await screen.findByRole('dialog', { name: 'Move or skip the meeting' });
  expect(within(dialog).getByText('Nothing is lost: 2 open points move along.')).toBeTruthy();
  await expectAccessible();
  await user.keyboard('{Escape}');
  await user.click(within(question).getByRole('button', { name: 'No, skip it' }));
  await screen.findByText('Skipped. You meet on Monday 30 November, 10:00.');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'UndoSkip')?.variables).toEqual({
      input: { seriesId: 's1', day: '2026-11-23' },
    }),
  );
});
