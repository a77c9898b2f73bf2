import { act, screen, waitFor } from '@testing-library/react';
import { Doc, applyUpdate, encodeStateAsUpdate } from 'yjs';
import { expect, test } from 'vitest';
import { type Answers, expectAccessible, person, show } from '@/test/render';
import { fromBase64, toBase64 } from './bytes';
import { OtherHere } from './OtherHere';
import SharedNotes from './SharedNotes';

const mo = person('Mo Diaz', 'Team lead');
let count = 0;

function updateOf(text: string): string {
  const doc = new Doc();
  doc.getText('notes').insert(0, text);
  return toBase64(encodeStateAsUpdate(doc));
}

/** A meeting that no other test knows: what is kept of it must not be found by the next. */
function meeting(text = '', part: Record<string, unknown> = {}) {
  count += 1;
  return {
    __typename: 'OneOnOneMeeting',
    id: `m${count}`,
    state: 'OPEN',
    notesEditable: true,
    notesState: { __typename: 'NotesState', update: updateOf(text), number: 1 },
    series: { __typename: 'OneOnOneSeries', id: 's1', other: mo },
    ...part,
  };
}

function notes(of: ReturnType<typeof meeting>, answers: Answers = {}) {
  const given = of as Parameters<typeof SharedNotes>[0]['meeting'];
  return show(<SharedNotes meeting={given} />, {
    answers: {
      AppendNotes: { appendNotes: { __typename: 'AppendNotesSuccess', number: 2 } },
      NotesNow: { viewer: { __typename: 'Viewer', locale: 'EN' }, meeting: of },
      ...answers,
    },
  });
}

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Shared notes' });

test('what is typed is sent as a Yjs update, and axe finds nothing', async () => {
  const of = meeting('Hello');
  const { sent, user } = notes(of);
  const box = await field();
  await waitFor(() => expect(box.readOnly).toBe(false));
  expect(box.value).toBe('Hello');
  expect(box.getAttribute('spellcheck')).toBe('true');
  await user.type(box, ' there');
  await waitFor(() => expect(sent.some((one) => one.operationName === 'AppendNotes')).toBe(true));
  await screen.findByText('Saved');
  const inputs = sent
    .filter((one) => one.operationName === 'AppendNotes')
    .map((one) => one.variables['input'] as { key: string; update: string });
  expect(inputs[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  const doc = new Doc();
  for (const update of [of.notesState.update, ...inputs.map((input) => input.update)]) {
    applyUpdate(doc, fromBase64(update));
  }
  expect(doc.getText('notes').toString()).toBe('Hello there');
  await expectAccessible();
});

test('the description says who reads and writes it', async () => {
  notes(meeting());
  const box = await field();
  const description = document.getElementById(box.getAttribute('aria-describedby') ?? '');
  expect(description?.textContent).toMatch(/You and Mo Diaz read and write this/);
});

test('a refusal keeps the text, says why and offers it to copy', async () => {
  const { user } = notes(meeting('Long '), {
    AppendNotes: {
      appendNotes: {
        __typename: 'Refusal',
        kind: 'INVALID_INPUT',
        code: 'NOTES_TOO_LONG',
        message: 'Longer than 50,000 characters.',
        field: 'update',
      },
    },
  });
  const box = await field();
  await waitFor(() => expect(box.readOnly).toBe(false));
  await user.type(box, 'and longer');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Longer than 50,000 characters.');
  expect(box.value).toBe('Long and longer');
  await user.click(screen.getByRole('button', { name: 'Copy the text' }));
  await screen.findByText('The text is copied.');
  expect(await navigator.clipboard.readText()).toBe('Long and longer');
  await expectAccessible();
});

test('throwing away what was refused takes a second press, and leaves what the server has', async () => {
  const { user } = notes(meeting('Stays. '), {
    AppendNotes: {
      appendNotes: {
        __typename: 'Refusal',
        kind: 'CONFLICT',
        code: 'NOTES_NOT_EDITABLE',
        message: 'Closed long ago.',
        field: null,
      },
    },
  });
  const box = await field();
  await waitFor(() => expect(box.readOnly).toBe(false));
  await user.type(box, 'Goes.');
  await user.click(await screen.findByRole('button', { name: 'Throw away what was not saved' }));
  expect((await field()).value).toBe('Stays. Goes.');
  await user.click(screen.getByRole('button', { name: 'Yes, throw it away' }));
  await waitFor(async () => expect((await field()).value).toBe('Stays. '));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a fault of the server is told in words, and the text waits', async () => {
  let broken = true;
  const { user } = notes(meeting(), {
    AppendNotes: () =>
      broken
        ? new Response(
            JSON.stringify({
              data: null,
              errors: [{ message: 'x', extensions: { code: 'INTERNAL', id: 'abc123' } }],
            }),
            { headers: { 'content-type': 'application/graphql-response+json' } },
          )
        : { appendNotes: { __typename: 'AppendNotesSuccess', number: 2 } },
  });
  const box = await field();
  await waitFor(() => expect(box.readOnly).toBe(false));
  await user.type(box, 'a');
  await screen.findByText(/keeps nothing on this device/);
  broken = false;
  await screen.findByText('Saved', undefined, { timeout: 4000 });
  expect(screen.queryByRole('alert')).toBeNull();
});

test('it can be read as Markdown, and the notes of a closed meeting open that way', async () => {
  const { user } = notes(meeting('- **bold**'));
  await field();
  await user.click(screen.getByText('Read'));
  expect((await screen.findByText('bold')).tagName).toBe('STRONG');
  await user.click(screen.getByText('Write'));
  expect((await field()).value).toBe('- **bold**');
});

test('notes that do not change any more are read only', async () => {
  notes(meeting('Long ago', { state: 'CLOSED', notesEditable: false }));
  await screen.findByText('Long ago');
  expect(screen.queryByRole('textbox')).toBeNull();
  screen.getByText(/its notes do not change any more/);
});

test('earlier versions show what changed, by whom, and come back as an edit', async () => {
  const version = (id: string, text: string, author: unknown) => ({
    __typename: 'NotesVersionEdge',
    node: { __typename: 'NotesVersion', id, text, createdAt: '2026-11-20T10:00:00Z', author },
  });
  const of = meeting('We ship on Friday.');
  const { user } = notes(of, {
    NotesHistory: {
      meeting: {
        __typename: 'OneOnOneMeeting',
        id: of.id,
        notesVersions: {
          __typename: 'NotesVersionConnection',
          totalCount: 2,
          pageInfo: { __typename: 'PageInfo', endCursor: null },
          edges: [
            version('v2', 'We ship on Friday.', { ...mo, isViewer: false }),
            version('v1', 'We ship on Monday.', null),
          ],
        },
      },
    },
  });
  const box = await field();
  await waitFor(() => expect(box.readOnly).toBe(false));
  await user.click(screen.getByRole('button', { name: 'History' }));
  const dialog = await screen.findByRole('dialog', { name: 'How the notes changed' });
  await screen.findByText('This is how the notes read now.');
  expect(dialog.querySelector('del')?.textContent).toBe('taken out: Monday');
  expect(dialog.querySelector('ins')?.textContent).toBe('added: Friday');
  await expectAccessible();
  await user.click(screen.getByText('both of you'));
  await user.click(screen.getByRole('button', { name: 'Bring this text back' }));
  await waitFor(() => expect(box.value).toBe('We ship on Monday.'));
  // The one of the message; the other one is for fingers, and hidden where there are keys.
  const undo = await screen.findAllByRole('button', { name: 'Undo' });
  await user.click(undo.at(-1) as HTMLElement);
  await waitFor(() => expect(box.value).toBe('We ship on Friday.'));
});

test('it is said once that the other is here, once that they write, and that they left', async () => {
  const other = { id: 'mo', name: 'Mo Diaz', writing: false, caret: undefined, moves: 0 };
  const { rerender, wrap } = show(<OtherHere other={undefined} />);
  const said: string[] = [];
  const look = (next: typeof other | undefined) => {
    act(() => rerender(wrap(<OtherHere other={next} />)));
    const text = screen.getAllByRole('status')[0]?.textContent ?? '';
    if (text && said.at(-1) !== text) said.push(text);
  };
  look(other);
  for (let pause = 0; pause < 5; pause += 1) {
    look({ ...other, writing: true });
    look(other);
  }
  look(undefined);
  expect(said).toEqual(['Mo Diaz is here', 'Mo Diaz is writing', 'Mo Diaz has left the notes']);
});
