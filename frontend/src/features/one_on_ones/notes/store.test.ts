import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { mayHoldNotes } from '@/lib/keptNotes';
import { type KeptEdit, type NotesStore, notesStore, roomOf } from './store';

let store: NotesStore;

beforeEach(async () => {
  store = await notesStore();
  const all = [...(await store.editsOf('Ann')), ...(await store.editsOf('Mo'))];
  await store.drop(all.map(({ key }) => key));
  await store.forgetTexts();
});

function edit(key: string, at: number, part: Partial<KeptEdit> = {}): KeptEdit {
  const { personId = 'Ann', meetingId = 'm1' } = part;
  const room = roomOf(personId, meetingId);
  return { key, at, room, personId, meetingId, sealed: false, update: new Uint8Array([at]), ...part };
}

test('edits come back in the order in which they were typed, of this person and meeting only', async () => {
  await store.keep(edit('b', 2));
  await store.keep(edit('a', 9));
  await store.keep(edit('c', 1));
  await store.keep(edit('d', 3, { personId: 'Mo' }));
  await store.keep(edit('e', 4, { meetingId: 'm2' }));
  expect(store.durable).toBe(true);
  expect((await store.edits(roomOf('Ann', 'm1'))).map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  expect((await store.editsOf('Ann')).map(({ key }) => key)).toEqual(['c', 'b', 'e', 'a']);
});

test('an edit under a new name is there once, sealed, with what it held', async () => {
  await store.keep(edit('a', 1));
  const [kept] = await store.edits(roomOf('Ann', 'm1'));
  await store.rename(kept as KeptEdit, 'z');
  const left = await store.edits(roomOf('Ann', 'm1'));
  expect(left.map(({ key, sealed, at }) => ({ key, sealed, at }))).toEqual([
    { key: 'z', sealed: true, at: 1 },
  ]);
  expect([...(left[0]?.update ?? [])]).toEqual([1]);
});

test('the text and the edits that are in it change together', async () => {
  const room = roomOf('Ann', 'm1');
  await store.keep(edit('a', 1));
  await store.keep(edit('b', 2));
  await store.keepText({ room, number: 7, update: new Uint8Array([1, 2]), at: 5 }, ['a']);
  expect((await store.text(room))?.number).toBe(7);
  expect((await store.edits(room)).map(({ key }) => key)).toEqual(['b']);
});

test('signing out forgets every text and keeps what was not sent', async () => {
  const room = roomOf('Ann', 'm1');
  await store.keep(edit('a', 1));
  await store.keepText({ room, number: 1, update: new Uint8Array([1]), at: 1 }, []);
  expect(await store.forgetTexts()).toBe(1);
  expect(await store.text(room)).toBeUndefined();
  expect((await store.edits(room)).length).toBe(1);
  expect(mayHoldNotes()).toBe(true);
  await store.drop(['a']);
  expect(await store.forgetTexts()).toBe(0);
  expect(mayHoldNotes()).toBe(false);
});

test('only the texts of the last meetings are kept', async () => {
  for (let number = 0; number < 40; number += 1) {
    await store.keepText(
      { room: roomOf('Ann', `m${number}`), number, update: new Uint8Array([1]), at: number },
      [],
    );
  }
  expect(await store.text(roomOf('Ann', 'm9'))).toBeUndefined();
  expect((await store.text(roomOf('Ann', 'm10')))?.number).toBe(10);
  expect((await store.text(roomOf('Ann', 'm39')))?.number).toBe(39);
});
