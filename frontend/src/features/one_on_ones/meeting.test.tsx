import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import MeetingPage from '@/app/pages/MeetingPage';
import { ann, expectAccessible, person, show } from '@/test/render';
import { suggestNext } from './CloseMeetingDialog';

const mo = person('Mo Diaz', 'Team lead');
const me = { ...person('Ann Lee'), id: ann.personId, isViewer: true };

function point(id: string, body: string, more: Record<string, unknown> = {}) {
  return {
    __typename: 'TalkingPoint',
    id,
    body,
    visibility: 'SHARED',
    state: 'OPEN',
    carriedOver: false,
    version: 1,
    author: me,
    ...more,
  };
}

function meeting(part: Record<string, unknown> = {}) {
  return {
    meeting: {
      __typename: 'OneOnOneMeeting',
      id: 'm1',
      number: 4,
      scheduledAt: '2026-11-23T09:00:00Z',
      state: 'OPEN',
      held: null,
      series: {
        __typename: 'OneOnOneSeries',
        id: 's1',
        cadence: 'WEEKLY',
        endedAt: null,
        other: mo,
        current: { __typename: 'OneOnOneMeeting', id: 'm1' },
      },
      talkingPoints: [point('p1', 'Budget'), point('p2', 'Hiring', { author: mo, carriedOver: true })],
      notesEditable: true,
      notesState: { __typename: 'NotesState', update: 'AAA=', number: 0 },
      privateNotes: '',
      privateNotesVersion: 0,
      actionItems: [
        {
          __typename: 'ActionItem',
          id: 'a1',
          body: 'Write the plan',
          state: 'OPEN',
          dueOn: '2026-11-20',
          overdue: true,
          carriedOver: true,
          version: 1,
          owner: me,
          other: mo,
        },
      ],
      ...part,
    },
  };
}

const page = (
  <Routes>
    <Route path="meetings/:id" element={<MeetingPage />} />
  </Routes>
);

test('the meeting shows points, promises and both kinds of notes, and axe finds nothing', async () => {
  show(page, { at: '/meetings/m1', answers: { MeetingPage: meeting() } });
  await screen.findByText('Budget');
  expect(screen.getByText('from Mo Diaz')).toBeTruthy();
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
      input: { meetingId: 'm1', body: 'My salary', visibility: 'PRIVATE' },
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

test('Alt and an arrow move the point that has the focus, and it is said aloud', async () => {
  const { sent, user } = show(page, {
    at: '/meetings/m1',
    answers: {
      MeetingPage: meeting(),
      MoveTalkingPoint: {
        moveTalkingPoint: {
          __typename: 'MoveTalkingPointSuccess',
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
        },
      },
    },
  });
  (await screen.findByText('Hiring')).closest('li')?.focus();
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await screen.findByText('“Hiring” is now number 1 of 2');
  expect(sent.find((one) => one.operationName === 'MoveTalkingPoint')?.variables).toEqual({
    input: { talkingPointId: 'p2', beforeId: 'p1' },
  });
});

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
}, 20_000);

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

test('the next meeting is suggested at the same time of day, also across a change of the clocks', () => {
  const now = new Date('2026-10-20T12:00:00Z');
  // 10:00 in Berlin on Tuesday the 20th, summer time; a week later it is winter time.
  expect(suggestNext('2026-10-20T08:00:00Z', 'WEEKLY', 'Europe/Berlin', now)).toBe('2026-10-27T10:00');
  expect(suggestNext('2026-09-01T08:00:00Z', 'WEEKLY', 'Europe/Berlin', now)).toBe('2026-10-27T10:00');
});
