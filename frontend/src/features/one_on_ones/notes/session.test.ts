import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotesServer } from '@/test/notesServer';
import { GONE_AFTER_MS, SHOW_EVERY_MS, WRITES_FOR_MS } from './presence';
import { NotesSession } from './session';
import { type NotesStore, PassingStore } from './store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const session of opened.splice(0)) session.close();
  vi.useRealTimers();
});

const opened: NotesSession[] = [];

async function sit(server: NotesServer, name: string, store: NotesStore = new PassingStore()) {
  const wire = server.wire(name);
  const session = new NotesSession({
    meetingId: 'm1',
    viewerId: name,
    wire,
    initial: server.state(),
    editable: true,
    store: Promise.resolve(store),
  });
  opened.push(session);
  session.open();
  await vi.advanceTimersByTimeAsync(1);
  const write = (at: number, words: string) => session.change([{ at, remove: 0, insert: words }]);
  return { session, wire, write, store, read: () => session.text.toString() };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('what one writes the other reads, and both at once lose nothing', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  ann.write(0, 'We met.');
  await pass(500);
  expect(mo.read()).toBe('We met.');
  ann.write(7, ' And agreed.');
  mo.write(0, 'Monday: ');
  await pass(1000);
  expect(ann.read()).toBe('Monday: We met. And agreed.');
  expect(mo.read()).toBe(ann.read());
  expect(server.text).toBe(ann.read());
  expect(ann.session.current().saved).toBe('saved');
});

test('what is written without a network is kept, said to be kept, and joins the rest later', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  ann.write(0, 'One line.');
  await pass(500);
  ann.wire.cut = true;
  ann.write(9, ' Ann was away.');
  mo.write(0, 'Mo stayed. ');
  await pass(3000);
  expect(server.text).toBe('Mo stayed. One line.');
  expect(ann.session.current()).toMatchObject({ saved: 'saving', unsafe: true });
  ann.wire.cut = false;
  await pass(30_000);
  expect(ann.read()).toBe('Mo stayed. One line. Ann was away.');
  expect(mo.read()).toBe(ann.read());
  expect(server.text).toBe(ann.read());
});

test('after a broken connection it goes on after the last change it heard', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  ann.write(0, 'a');
  await pass(500);
  const heard = vi.spyOn(mo.wire, 'listen');
  server.drop();
  ann.write(1, 'b');
  await pass(10_000);
  expect(heard.mock.calls.map(([after]) => after)).toEqual([1]);
  expect(mo.read()).toBe('ab');
});

test('the first word that reaches a server which is back brings the connection back too', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  ann.wire.cut = true;
  server.drop();
  ann.write(0, 'a');
  await pass(60_000);
  const { listens } = server;
  ann.wire.cut = false;
  ann.session.retry();
  await pass(100);
  expect(server.text).toBe('a');
  expect(server.listens).toBe(listens + 1);
});

test('where there is no WebSocket the text is asked for, and no longer once there is one', async () => {
  const server = new NotesServer();
  server.socketsWork = false;
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  ann.write(0, 'a');
  await pass(20_000);
  expect(mo.read()).toBe('a');
  server.socketsWork = true;
  await pass(20_000);
  const { reads } = server;
  await pass(60_000);
  expect(server.reads).toBe(reads);
});

test('a reload without a network shows what was typed, also on top of what the server had', async () => {
  const server = new NotesServer();
  const before = await sit(server, 'Ann');
  const state = server.state();
  before.write(0, 'Sent.');
  await pass(3000);
  before.wire.cut = true;
  before.write(5, ' Not sent.');
  await pass(10);
  before.session.close();

  const after = new NotesSession({
    meetingId: 'm1',
    viewerId: 'Ann',
    wire: before.wire,
    // What the page was read with, before anything was typed.
    initial: state,
    editable: true,
    store: Promise.resolve(before.store),
  });
  opened.push(after);
  after.open();
  await pass(10);
  expect(after.text.toString()).toBe('Sent. Not sent.');
});

test('what a server has forgotten that was given an older copy of its data is typed once more', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  ann.write(0, 'Monday. ');
  await pass(1000);
  ann.write(8, 'Tuesday. ');
  await pass(1000);
  expect(server.rows.length).toBe(2);
  server.rows.length = 1;
  server.drop();
  await pass(3000);
  ann.write(17, 'Wednesday.');
  await pass(1000);
  expect(server.text).toBe('Monday. Tuesday. Wednesday.');
});

test('a refusal keeps the text and says why; shortened, it goes through as one', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  server.refuseWith = { code: 'NOTES_TOO_LONG', message: 'Too long.' };
  ann.write(0, 'Far too long');
  await pass(2000);
  expect(ann.session.current().refusal?.message).toBe('Too long.');
  expect(ann.read()).toBe('Far too long');
  server.refuseWith = undefined;
  ann.session.change([{ at: 0, remove: 8, insert: '' }]);
  await pass(2000);
  expect(server.text).toBe('long');
  expect(ann.session.current()).toMatchObject({ refusal: undefined, saved: 'saved' });
  expect(await ann.store.edits('Ann m1')).toEqual([]);
});

test('undo takes back what was done here and leaves what the other wrote', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  ann.write(0, 'Ann. ');
  await pass(500);
  mo.write(5, 'Mo.');
  await pass(500);
  ann.session.undo.undo();
  await pass(500);
  expect(mo.read()).toBe('Mo.');
});

test('a change of many pieces is one step of undo', async () => {
  const ann = await sit(new NotesServer(), 'Ann');
  ann.write(0, 'one two three');
  ann.session.change([
    { at: 0, remove: 3, insert: '1' },
    { at: 8, remove: 5, insert: '3' },
  ]);
  expect(ann.read()).toBe('1 two 3');
  ann.session.undo.undo();
  expect(ann.read()).toBe('one two three');
});

test('both know of each other, that the other writes, and when they leave', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  await pass(5000);
  expect(ann.session.current().other).toBeUndefined();
  const mo = await sit(server, 'Mo');
  await pass(2000);
  expect(ann.session.current().other?.name).toBe('Mo');
  expect(mo.session.current().other?.name).toBe('Ann');
  mo.write(0, 'Words');
  await pass(400);
  expect(ann.session.current().other?.writing).toBe(true);
  await pass(WRITES_FOR_MS);
  expect(ann.session.current().other?.writing).toBe(false);
  mo.session.close();
  expect(ann.session.current().other).toBeUndefined();
});

test('an edit that comes late does not mean that its author is here', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  await pass(2000);
  mo.wire.cut = true;
  mo.write(0, 'Typed in a tunnel');
  await pass(500);
  mo.wire.cut = false;
  mo.session.close();
  expect(ann.session.current().other).toBeUndefined();
  const [left] = await mo.store.edits('Mo m1');
  server.store({ key: 'late', update: left?.update ?? new Uint8Array(), author: 'Mo' });
  expect(ann.read()).toBe('Typed in a tunnel');
  expect(ann.session.current().other).toBeUndefined();
});

test('words that overtake a goodbye do not bring anybody back, and who is back at once is seen', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  await pass(3000);
  mo.session.close();
  server.wire('Mo').show(undefined);
  expect(ann.session.current().other).toBeUndefined();
  await pass(5000);
  expect(ann.session.current().other).toBeUndefined();
  const again = await sit(server, 'Mo');
  again.session.close();
  await sit(server, 'Mo');
  await pass(3000);
  expect(ann.session.current().other?.name).toBe('Mo');
});

test('whoever is about to leave the page says so, and comes back when they stay', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  await sit(server, 'Mo');
  await pass(2000);
  expect(ann.session.current().other?.name).toBe('Mo');
  // Both sit in one window here, so both say it.
  dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(ann.session.current().other).toBeUndefined();
  await pass(6000);
  expect(ann.session.current().other?.name).toBe('Mo');
});

test('somebody who cannot say goodbye is gone after a while', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  await pass(2000);
  mo.wire.cut = true;
  await pass(GONE_AFTER_MS + 16_000);
  expect(ann.session.current().other).toBeUndefined();
});

test('a caret is told at most once a second, only to somebody who is there, and stays with its words', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  ann.write(0, 'Hello world');
  await pass(2000);
  const alone = server.shown.length;
  for (let at = 0; at < 10; at += 1) ann.session.caretAt({ anchor: at, head: at });
  await pass(5000);
  expect(server.shown.length).toBe(alone);

  const mo = await sit(server, 'Mo');
  await pass(3000);
  const before = server.shown.filter(({ author }) => author === 'Ann').length;
  for (let step = 0; step < 50; step += 1) {
    ann.session.caretAt({ anchor: 5, head: step % 11 });
    await pass(100);
  }
  ann.session.caretAt({ anchor: 5, head: 5 });
  await pass(SHOW_EVERY_MS);
  const told = server.shown.filter(({ author }) => author === 'Ann').length - before;
  expect(told).toBeGreaterThan(2);
  expect(told).toBeLessThanOrEqual(7);
  mo.write(0, 'Oh! ');
  expect(mo.session.otherSelection()).toEqual({ anchor: 9, head: 9 });
});

test('while an input method composes nothing changes under it, and nothing is missed', async () => {
  const server = new NotesServer();
  const ann = await sit(server, 'Ann');
  const mo = await sit(server, 'Mo');
  ann.session.hold(true);
  mo.write(0, 'Mo');
  await pass(1000);
  expect(ann.read()).toBe('');
  ann.session.hold(false);
  expect(ann.read()).toBe('Mo');
});

test('a thousand hasty edits of two, with cuts, drops and reloads, end in one text', async () => {
  let state = 3;
  const roll = (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const server = new NotesServer();
  const pair = [await sit(server, 'Ann'), await sit(server, 'Mo')];
  const written: string[] = [];
  for (let step = 0; step < 1000; step += 1) {
    const who = roll(2);
    const one = pair[who] as Awaited<ReturnType<typeof sit>>;
    const kind = roll(40);
    if (kind === 0) server.drop();
    else if (kind === 1) one.wire.cut = !one.wire.cut;
    else if (kind === 2) {
      one.session.close();
      pair[who] = await sit(server, who === 0 ? 'Ann' : 'Mo', one.store);
    } else {
      const mark = `<${step}>`;
      written.push(mark);
      one.write(roll(one.read().length + 1), mark);
    }
    await pass(roll(120));
  }
  for (const { wire } of pair) wire.cut = false;
  await pass(60_000);
  const [ann, mo] = pair.map((one) => one.read());
  expect(ann).toBe(mo);
  expect(ann).toBe(server.text);
  // Each letter of each mark is there, though others' marks may stand between its letters.
  const sorted = (text: string) => [...text].sort().join('');
  expect(sorted(ann ?? '')).toBe(sorted(written.join('')));
});
