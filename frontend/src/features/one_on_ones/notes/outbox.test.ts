import 'fake-indexeddb/auto';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotesServer } from '@/test/notesServer';
import { GATHER_MS, Outbox } from './outbox';
import { type KeptEdit, type NotesStore, PassingStore } from './store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Updates of somebody who types one letter after the other. */
function typist() {
  const doc = new Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  return (letter: string): Uint8Array => {
    const text = doc.getText('notes');
    text.insert(text.length, letter);
    return updates.at(-1) as Uint8Array;
  };
}

function outboxOf(server: NotesServer, store: NotesStore, wire = server.wire('Ann')) {
  const stored: KeptEdit[] = [];
  const outbox = new Outbox({
    store,
    personId: 'Ann',
    meetingId: 'm1',
    send: (key, update) => wire.append(key, update),
    // As the session does when the text it keeps has it.
    onStored: (edit) => {
      stored.push(edit);
      void store.drop([edit.key]);
    },
    onChange: () => {},
  });
  return { outbox, wire, stored };
}

test('letters typed quickly are one edit, and it is on the device before it is sent', async () => {
  const server = new NotesServer();
  const store = new PassingStore();
  const { outbox } = outboxOf(server, store);
  outbox.start();
  const type = typist();
  for (const letter of 'abc') outbox.add(type(letter));
  expect((await store.edits('Ann m1')).length).toBe(1);
  expect(server.tries).toEqual([]);
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(server.tries.length).toBe(1);
  expect(server.text).toBe('abc');
  expect(outbox.waiting).toBe(0);
  expect(await store.edits('Ann m1')).toEqual([]);
});

test('what may have arrived is sent again under the same key, and stored once', async () => {
  const server = new NotesServer();
  const { outbox } = outboxOf(server, new PassingStore());
  server.losesAnswers = true;
  outbox.start();
  outbox.add(typist()('a'));
  await vi.advanceTimersByTimeAsync(5000);
  server.losesAnswers = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.tries.length).toBeGreaterThan(2);
  expect(new Set(server.tries.map(({ key }) => key)).size).toBe(1);
  expect(server.rows.length).toBe(1);
  expect(outbox.waiting).toBe(0);
});

test('what was typed while an edit is on its way does not change that edit', async () => {
  const server = new NotesServer();
  const { outbox, wire } = outboxOf(server, new PassingStore());
  const type = typist();
  wire.cut = true;
  outbox.start();
  outbox.add(type('a'));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  outbox.add(type('b'));
  outbox.add(type('c'));
  expect(outbox.waiting).toBe(2);
  wire.cut = false;
  await vi.advanceTimersByTimeAsync(5000);
  const [first] = server.tries;
  const again = server.tries.filter(({ key }) => key === first?.key);
  expect(again.length).toBe(2);
  expect(again[1]?.update).toEqual(first?.update);
  expect(server.text).toBe('abc');
  expect(server.rows.length).toBe(2);
});

test('after a reload everything goes out in its order, what was sent under its old key', async () => {
  const server = new NotesServer();
  const store = new PassingStore();
  const type = typist();
  const before = outboxOf(server, store);
  server.losesAnswers = true;
  before.outbox.start();
  before.outbox.add(type('a'));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  before.outbox.add(type('b'));
  before.outbox.stop();
  const [sent] = server.tries;
  server.losesAnswers = false;

  const after = outboxOf(server, store);
  expect((await after.outbox.takeOver()).length).toBe(2);
  after.outbox.start();
  await vi.advanceTimersByTimeAsync(2000);
  expect(server.tries.at(-2)?.key).toBe(sent?.key);
  expect(server.rows.map(({ number }) => number)).toEqual([1, 2]);
  expect(server.text).toBe('ab');
  expect(await store.edits('Ann m1')).toEqual([]);
});

test('a key never carries two contents, even when another tab still adds to the edit', async () => {
  const server = new NotesServer();
  const store = new PassingStore();
  const type = typist();
  const here = outboxOf(server, store);
  here.outbox.add(type('a'));
  const there = outboxOf(server, store);
  await there.outbox.takeOver();
  there.outbox.start();
  await vi.advanceTimersByTimeAsync(2000);
  here.outbox.add(type('b'));
  here.outbox.start();
  await vi.advanceTimersByTimeAsync(2000);
  const contents = new Map<string, string>();
  for (const { key, update } of server.tries) {
    expect(contents.get(key) ?? update.join()).toBe(update.join());
    contents.set(key, update.join());
  }
  expect(server.text).toBe('ab');
});

test('a refusal keeps what was typed, and stops asking until something changes', async () => {
  const server = new NotesServer();
  const store = new PassingStore();
  const { outbox } = outboxOf(server, store);
  const type = typist();
  server.refuseWith = { code: 'NOTES_TOO_LONG', message: 'Too long.' };
  outbox.start();
  outbox.add(type('a'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.tries.length).toBe(1);
  expect(outbox.refusal).toEqual({ code: 'NOTES_TOO_LONG', message: 'Too long.' });
  expect((await store.edits('Ann m1')).length).toBe(1);

  // Shortened: everything that waits goes as one, under a new key, for the old one said no.
  const whole = new Doc();
  whole.getText('notes').insert(0, 'short');
  outbox.onMend = () => encodeStateAsUpdate(whole);
  server.refuseWith = undefined;
  outbox.add(type('b'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(server.rows.length).toBe(1);
  expect(server.rows[0]?.key).not.toBe(server.tries[0]?.key);
  expect(server.text).toContain('short');
  expect(await store.edits('Ann m1')).toEqual([]);
});

test('the waits between tries grow, and end at once when the network is back', async () => {
  const server = new NotesServer();
  const { outbox, wire } = outboxOf(server, new PassingStore());
  wire.cut = true;
  outbox.start();
  outbox.add(typist()('a'));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(server.tries.length).toBeGreaterThan(8);
  expect(server.tries.length).toBeLessThan(16);
  wire.cut = false;
  outbox.retryIfWaiting();
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.waiting).toBe(0);
});
