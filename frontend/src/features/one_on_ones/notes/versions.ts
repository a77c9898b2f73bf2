import { diffArrays } from 'diff';
import { type Change, changeBetween } from './changes';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Words put in and taken out. Texts with less in common are not compared word by word. */
const MOST_EDITS = 1200;
/** Words, spaces, and single signs; never half a letter. */
const WORDS = /[\p{L}\p{M}\p{N}_]+|\n|[^\S\n]+|[^]/gu;

const wordsOf = (text: string): string[] => text.match(WORDS) ?? [];

/** What changed from one text to another, word by word. */
export function piecesBetween(before: string, after: string): Piece[] {
  const parts = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: MOST_EDITS });
  if (!parts) {
    const change = changeBetween(before, after);
    if (!change) return [{ kind: 'same', text: after }];
    const { at, remove, insert } = change;
    const pieces: Piece[] = [
      { kind: 'same', text: before.slice(0, at) },
      { kind: 'removed', text: before.slice(at, at + remove) },
      { kind: 'added', text: insert },
      { kind: 'same', text: before.slice(at + remove) },
    ];
    return pieces.filter(({ text }) => text);
  }
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

/** What to do to a text so that it reads as another; places are those before any of it is done. */
export function changesBetween(before: string, after: string): Change[] {
  const changes: Change[] = [];
  let at = 0;
  let open: Change | undefined;
  for (const { kind, text } of piecesBetween(before, after)) {
    if (kind === 'same') {
      at += text.length;
      open = undefined;
      continue;
    }
    if (!open) {
      open = { at, remove: 0, insert: '' };
      changes.push(open);
    }
    if (kind === 'added') open.insert += text;
    else {
      open.remove += text.length;
      at += text.length;
    }
  }
  return changes;
}
