import { beforeEach, expect, test } from 'vitest';
import i18next from 'i18next';
import { createClient } from '@/lib/client';
import { network } from '@/test/render';
import { forgetNotes, sendLeftBehind } from './leftBehind';
import { type KeptEdit, notesStore, openNotes, roomOf } from './store';

const t = i18next.getFixedT('en', 'common');

beforeEach(async () => {
  openNotes.clear();
  const store = await notesStore();
  await store.drop((await store.editsOf('Ann')).map(({ key }) => key));
});

function edit(key: string, meetingId: string, part: Partial<KeptEdit> = {}): KeptEdit {
  const room = roomOf('Ann', meetingId);
  return { key, room, personId: 'Ann', meetingId, at: 1, sealed: true, update: new Uint8Array([1]), ...part };
}

function clientOf(answer: unknown) {
  const { sent, send } = network({ AppendNotes: answer });
  const client = createClient({ url: 'http://erm.test/graphql', fetch: send, onSignedOut: () => {} });
  const keys = () => sent.map(({ variables }) => (variables['input'] as { key: string }).key);
  return { client, keys };
}

const STORED = { appendNotes: { __typename: 'AppendNotesSuccess', number: 1 } };

test('what earlier visits left goes out in order, what was sent before under its old key', async () => {
  const store = await notesStore();
  await store.keep(edit('b', 'm1', { at: 2, sealed: false }));
  await store.keep(edit('a', 'm1', { at: 1 }));
  const { client, keys } = clientOf(STORED);
  await sendLeftBehind(client, 'Ann', t);
  expect(keys()[0]).toBe('a');
  expect(keys().length).toBe(2);
  expect(keys()[1]).not.toBe('b');
  expect(await store.editsOf('Ann')).toEqual([]);
});

test('a meeting that is open sends its own', async () => {
  const store = await notesStore();
  await store.keep(edit('a', 'm1'));
  openNotes.set(roomOf('Ann', 'm1'), async () => {});
  const { client, keys } = clientOf(STORED);
  await sendLeftBehind(client, 'Ann', t);
  expect(keys()).toEqual([]);
  expect((await store.editsOf('Ann')).length).toBe(1);
});

test('what is refused stays, with all that follows it in that meeting, and holds up no other', async () => {
  const store = await notesStore();
  await store.keep(edit('a', 'm1', { at: 1 }));
  await store.keep(edit('b', 'm1', { at: 2 }));
  await store.keep(edit('c', 'm2', { at: 3 }));
  const { client, keys } = clientOf(({ input }: Record<string, any>) =>
    input.meetingId === 'm1'
      ? {
          appendNotes: {
            __typename: 'Refusal',
            kind: 'CONFLICT',
            code: 'NOTES_NOT_EDITABLE',
            message: 'No.',
            field: null,
          },
        }
      : STORED,
  );
  await sendLeftBehind(client, 'Ann', t);
  expect(keys()).toEqual(['a', 'c']);
  expect((await store.editsOf('Ann')).map(({ key }) => key)).toEqual(['a', 'b']);
});

test('signed out, everything stays where it is', async () => {
  const store = await notesStore();
  await store.keep(edit('a', 'm1'));
  await store.keepText({ room: roomOf('Ann', 'm1'), number: 1, update: new Uint8Array([1]), at: 1 }, []);
  const { client } = clientOf({
    appendNotes: {
      __typename: 'Refusal',
      kind: 'NOT_ALLOWED',
      code: 'SESSION_ENDED',
      message: 'Sign in.',
      field: null,
    },
  });
  await sendLeftBehind(client, 'Ann', t);
  expect((await store.editsOf('Ann')).length).toBe(1);
  await forgetNotes(true);
  expect(await store.text(roomOf('Ann', 'm1'))).toBeUndefined();
  expect((await store.editsOf('Ann')).length).toBe(1);
});
