import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from '@testing-library/user-event';
import { NotesServer } from '@/test/notesServer';
import { bindField } from './field';
import { NotesSession } from './session';
import { PassingStore } from './store';

const undone: (() => void)[] = [];
afterEach(() => {
  for (const undo of undone.splice(0)) undo();
  document.body.replaceChildren();
});
beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

async function desk(server: NotesServer, name: string) {
  const session = new NotesSession({
    meetingId: 'm1',
    viewerId: name,
    wire: server.wire(name),
    initial: server.state(),
    editable: true,
    store: Promise.resolve(new PassingStore()),
  });
  session.open();
  await vi.advanceTimersByTimeAsync(1);
  const field = document.createElement('textarea');
  field.setAttribute('aria-label', name);
  document.body.append(field);
  const untie = bindField(field, session, () => {});
  undone.push(() => {
    untie();
    session.close();
  });
  return { session, field };
}

const settle = () => vi.advanceTimersByTimeAsync(1000);
const user = () => userEvent.setup({ advanceTimers: (ms) => void vi.advanceTimersByTime(ms) });

test('what is typed into one field appears in the other', async () => {
  const server = new NotesServer();
  const ann = await desk(server, 'Ann');
  const mo = await desk(server, 'Mo');
  await user().type(ann.field, 'Hello{Enter}there 😀');
  await settle();
  expect(ann.session.text.toString()).toBe('Hello\nthere 😀');
  expect(mo.field.value).toBe('Hello\nthere 😀');
});

test('the caret and the selection stay with their words while the other writes', async () => {
  const server = new NotesServer();
  const ann = await desk(server, 'Ann');
  const mo = await desk(server, 'Mo');
  await user().type(ann.field, 'one two three');
  await settle();
  ann.field.setSelectionRange(4, 7, 'backward');
  mo.session.change([{ at: 0, remove: 0, insert: 'zero ' }]);
  mo.session.change([{ at: mo.field.value.length, remove: 0, insert: ' four' }]);
  await settle();
  expect(ann.field.value).toBe('zero one two three four');
  expect(ann.field.value.slice(ann.field.selectionStart, ann.field.selectionEnd)).toBe('two');
  expect(ann.field.selectionDirection).toBe('backward');

  // Written just where the caret is: it stays before that.
  ann.field.setSelectionRange(5, 5);
  mo.session.change([{ at: 5, remove: 0, insert: 'half ' }]);
  await settle();
  expect(ann.field.selectionStart).toBe(5);
});

test('words taken away around the caret leave it where they were', async () => {
  const server = new NotesServer();
  const ann = await desk(server, 'Ann');
  const mo = await desk(server, 'Mo');
  await user().type(ann.field, 'one two three');
  await settle();
  ann.field.setSelectionRange(5, 6);
  mo.session.change([{ at: 3, remove: 5, insert: '' }]);
  await settle();
  expect(ann.field.value).toBe('onethree');
  expect([ann.field.selectionStart, ann.field.selectionEnd]).toEqual([3, 3]);
});

test('the keys of undo and redo work on what was typed here only', async () => {
  const server = new NotesServer();
  const ann = await desk(server, 'Ann');
  const mo = await desk(server, 'Mo');
  await user().type(ann.field, 'mine ');
  await settle();
  mo.session.change([{ at: 5, remove: 0, insert: 'yours' }]);
  await settle();
  await user().type(ann.field, '{Control>}z{/Control}', { skipClick: true });
  expect(ann.field.value).toBe('yours');
  await user().type(ann.field, '{Control>}{Shift>}Z{/Shift}{/Control}', { skipClick: true });
  expect(ann.field.value).toBe('mine yours');
  expect(ann.field.selectionStart).toBe(5);
  const event = new InputEvent('beforeinput', { inputType: 'historyUndo', cancelable: true });
  ann.field.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  expect(ann.field.value).toBe('yours');
});

test('what the other writes waits until an input method has finished', async () => {
  const server = new NotesServer();
  const ann = await desk(server, 'Ann');
  const mo = await desk(server, 'Mo');
  ann.field.dispatchEvent(new CompositionEvent('compositionstart'));
  ann.field.setRangeText('か', 0, 0, 'end');
  ann.field.dispatchEvent(new InputEvent('input'));
  mo.session.change([{ at: 0, remove: 0, insert: 'Mo ' }]);
  await settle();
  expect(ann.field.value).toBe('か');
  ann.field.setRangeText('書', 0, 1, 'end');
  ann.field.dispatchEvent(new CompositionEvent('compositionend'));
  await settle();
  expect(ann.field.value).toContain('書');
  expect(ann.field.value).toContain('Mo ');
  expect(ann.field.value).not.toContain('か');
  expect(mo.field.value).toBe(ann.field.value);
});

/** As a browser does at Enter: asks first. */
function enter(field: HTMLTextAreaElement) {
  const event = new InputEvent('beforeinput', { inputType: 'insertLineBreak', cancelable: true });
  if (!field.dispatchEvent(event)) return;
  field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input'));
}

test('a list goes on at Enter and ends at an item without words', async () => {
  const ann = await desk(new NotesServer(), 'Ann');
  await user().type(ann.field, '- [[x] first');
  enter(ann.field);
  expect(ann.field.value).toBe('- [x] first\n- [ ] ');
  enter(ann.field);
  expect(ann.field.value).toBe('- [x] first\n');
  await user().type(ann.field, '9. nine', { initialSelectionStart: 12 });
  enter(ann.field);
  expect(ann.field.value).toBe('- [x] first\n9. nine\n10. ');
  expect(ann.session.text.toString()).toBe(ann.field.value);
});

test('what the server would refuse is not let in, and the field shows what the text is', async () => {
  const ann = await desk(new NotesServer(), 'Ann');
  await user().type(ann.field, 'ab');
  ann.field.setRangeText('\u000bx\u0000', 1, 1, 'end');
  ann.field.dispatchEvent(new InputEvent('input'));
  expect(ann.session.text.toString()).toBe('a\nxb');
  expect(ann.field.value).toBe('a\nxb');
  expect(ann.field.selectionStart).toBe(3);
});
