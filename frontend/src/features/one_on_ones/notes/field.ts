import type { YTextEvent, Transaction, RelativePosition } from 'yjs';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
} from 'yjs';
import { changeBetween, cleaned } from './changes';
import { type NotesSession, TYPED } from './session';

/** A pause in composing after which what the other wrote is shown all the same. */
const COMPOSES_FOR_MS = 8000;
/** Some keyboards type the two halves of 😀 one after the other. */
const HALF = /[\ud800-\udbff]$/;
const HALF_MS = 50;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)])) +(\[[ xX]\] +)?/;

/**
 * Ties a plain text field to the text of a session, letter by letter. A text field of the browser's
 * own, because its spelling, dictation, input methods, selection handles and labels all work.
 *
 * @param shown called whenever the text or one's own selection in the field changed.
 * @returns how to untie them.
 */
export function bindField(field: HTMLTextAreaElement, session: NotesSession, shown: () => void): () => void {
  const { doc, text, undo } = session;
  // Only what is typed into this very field need not be shown in it.
  let typing = false;
  let composing = false;
  let halves: ReturnType<typeof setTimeout> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let before: { start: RelativePosition; end: RelativePosition } | undefined;

  field.value = text.toString();

  const selection = () => {
    const { selectionStart, selectionEnd, selectionDirection } = field;
    return selectionDirection === 'backward'
      ? { anchor: selectionEnd, head: selectionStart }
      : { anchor: selectionStart, head: selectionEnd };
  };

  const tell = () => {
    session.caretAt(field.ownerDocument.activeElement === field ? selection() : undefined);
  };

  const onInput = () => take(false);

  const take = (whole: boolean) => {
    clearTimeout(halves);
    const change = changeBetween(text.toString(), field.value, field.selectionEnd);
    if (!change) return;
    if (!whole && HALF.test(change.insert)) {
      halves = setTimeout(() => take(true), HALF_MS);
      return;
    }
    const { at, remove } = change;
    const insert = cleaned(change.insert);
    if (insert !== change.insert) field.setRangeText(insert, at, at + change.insert.length, 'end');
    typing = true;
    try {
      doc.transact(() => {
        if (remove > 0) text.delete(at, remove);
        if (insert) text.insert(at, insert);
      }, TYPED);
    } finally {
      typing = false;
    }
    if (composing) wait();
    shown();
    tell();
  };

  const keepCaret = () => {
    if (typing) return;
    const { selectionStart: start, selectionEnd: end } = field;
    // A caret stays before what the other puts in just there; a selection does not grow.
    before = {
      start: createRelativePositionFromTypeIndex(text, start, start === end ? -1 : 0),
      end: createRelativePositionFromTypeIndex(text, end, -1),
    };
  };

  const onChange = (event: YTextEvent, transaction: Transaction) => {
    if (typing) return;
    const change = changeBetween(field.value, text.toString());
    if (!change) return;
    const { selectionDirection } = field;
    field.setRangeText(change.insert, change.at, change.at + change.remove, 'preserve');
    if (transaction.origin === undo || transaction.origin === TYPED) {
      const end = endOf(event);
      field.setSelectionRange(end, end);
    } else if (before) {
      const start = absolute(before.start);
      const end = Math.max(start, absolute(before.end));
      field.setSelectionRange(start, end, selectionDirection);
    }
    shown();
    tell();
  };

  const absolute = (position: RelativePosition) => {
    const found = createAbsolutePositionFromRelativePosition(position, doc);
    return found?.index ?? text.length;
  };

  const onBeforeInput = (event: InputEvent) => {
    // The browser's own undo does not know what the other wrote.
    if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
      event.preventDefault();
      if (event.inputType === 'historyUndo') undo.undo();
      else undo.redo();
    } else if (event.inputType === 'insertLineBreak' && event.cancelable && !event.isComposing) {
      if (goOnWithList(field)) event.preventDefault();
    }
  };

  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    // By the key's place where letters are not Latin.
    const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.slice(3).toLowerCase();
    const redo = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey && !event.metaKey);
    if (key !== 'z' && !redo) return;
    event.preventDefault();
    if (redo) undo.redo();
    else undo.undo();
  };

  const wait = () => {
    clearTimeout(pause);
    pause = setTimeout(() => session.hold(false), COMPOSES_FOR_MS);
    session.hold(true);
  };
  const onCompositionStart = () => {
    composing = true;
    wait();
  };
  const onCompositionEnd = () => {
    composing = false;
    clearTimeout(pause);
    // The last letters first: in some browsers their event comes after this one.
    onInput();
    session.hold(false);
  };

  const onSelect = () => {
    if (field.ownerDocument.activeElement === field) tell();
  };

  field.addEventListener('input', onInput);
  field.addEventListener('beforeinput', onBeforeInput);
  field.addEventListener('keydown', onKey);
  field.addEventListener('compositionstart', onCompositionStart);
  field.addEventListener('compositionend', onCompositionEnd);
  field.addEventListener('focus', tell);
  field.addEventListener('blur', tell);
  field.ownerDocument.addEventListener('selectionchange', onSelect);
  doc.on('beforeTransaction', keepCaret);
  text.observe(onChange);
  shown();

  return () => {
    take(true);
    clearTimeout(pause);
    session.hold(false);
    session.caretAt(undefined);
    field.removeEventListener('input', onInput);
    field.removeEventListener('beforeinput', onBeforeInput);
    field.removeEventListener('keydown', onKey);
    field.removeEventListener('compositionstart', onCompositionStart);
    field.removeEventListener('compositionend', onCompositionEnd);
    field.removeEventListener('focus', tell);
    field.removeEventListener('blur', tell);
    field.ownerDocument.removeEventListener('selectionchange', onSelect);
    doc.off('beforeTransaction', keepCaret);
    text.unobserve(onChange);
  };
}

/** Where the last piece that an event put in ends, or from where it took out. */
function endOf(event: YTextEvent): number {
  let at = 0;
  let end = 0;
  for (const { retain, insert } of event.delta) {
    if (retain !== undefined) at += retain;
    else {
      if (typeof insert === 'string') at += insert.length;
      end = at;
    }
  }
  return end;
}

/** A new line in a list begins as the one before; in an item without words the list ends. */
function goOnWithList(field: HTMLTextAreaElement): boolean {
  const { value, selectionStart, selectionEnd } = field;
  if (selectionStart !== selectionEnd) return false;
  const lineStart = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const line = value.slice(lineStart, selectionStart);
  const item = ITEM.exec(line);
  if (!item) return false;
  const [mark, indent = '', bullet, number, dot, box] = item;
  if (line === mark) {
    field.setRangeText('', lineStart, selectionStart, 'end');
  } else {
    const next = bullet ?? `${Number(number) + 1}${dot}`;
    field.setRangeText(`\n${indent}${next} ${box ? '[ ] ' : ''}`, selectionStart, selectionEnd, 'end');
  }
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertLineBreak' }));
  return true;
}
