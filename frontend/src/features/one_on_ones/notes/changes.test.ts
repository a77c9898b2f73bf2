import { expect, test } from 'vitest';
import { changeBetween, cleaned } from './changes';
import { changesBetween, piecesBetween } from './versions';

const ALPHABET = ['a', 'a', 'b', ' ', '\n', 'é', '😀', '😁', 'я'];

/** Numbers that look random and are the same in every run. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomText(roll: (below: number) => number, length: number): string {
  return Array.from({ length: roll(length + 1) }, () => ALPHABET[roll(ALPHABET.length)]).join('');
}

function edited(text: string, roll: (below: number) => number): { text: string; caret: number } {
  const letters = [...text];
  const at = roll(letters.length + 1);
  const put = randomText(roll, 4);
  const after = letters.slice(at + roll(4));
  const start = letters.slice(0, at).join('') + put;
  return { text: start + after.join(''), caret: start.length };
}

test('a change makes the one text from the other and never cuts a letter in two', () => {
  const roll = dice(7);
  for (let run = 0; run < 3000; run += 1) {
    const before = randomText(roll, 20);
    const { text: after, caret } = edited(before, roll);
    const change = changeBetween(before, after, caret);
    if (!change) {
      expect(after).toBe(before);
      continue;
    }
    const { at, remove, insert } = change;
    expect(before.slice(0, at) + insert + before.slice(at + remove)).toBe(after);
    for (const piece of [before.slice(0, at), insert, before.slice(at, at + remove)]) {
      expect(piece.isWellFormed()).toBe(true);
    }
  }
});

test('among equal letters the caret tells which one is new', () => {
  expect(changeBetween('aaaa', 'aaaaa', 2)).toEqual({ at: 1, remove: 0, insert: 'a' });
  expect(changeBetween('aaaa', 'aaaaa', 5)).toEqual({ at: 4, remove: 0, insert: 'a' });
  expect(changeBetween('aaaa', 'aaa', 1)).toEqual({ at: 1, remove: 1, insert: '' });
});

test('one face becomes another as a whole', () => {
  expect(changeBetween('x😀y', 'x😁y', 3)).toEqual({ at: 1, remove: 2, insert: '😁' });
});

test('what other programs paste between their lines becomes lines, or nothing', () => {
  expect(cleaned('one\r\ntwo\u000bthree\u000cfour\u0000\u009f\tfive')).toBe('one\ntwo\nthree\nfour\tfive');
  expect(cleaned('half \ud83d')).toBe('half \ufffd');
  expect(cleaned('😀 ё é')).toBe('😀 ё é');
});

test('changes between two versions make the one from the other', () => {
  const roll = dice(11);
  for (let run = 0; run < 300; run += 1) {
    const before = randomText(roll, 40);
    let after = before;
    for (let step = 0; step < 3; step += 1) after = edited(after, roll).text;
    let text = before;
    for (const { at, remove, insert } of changesBetween(before, after).reverse()) {
      text = text.slice(0, at) + insert + text.slice(at + remove);
    }
    expect(text).toBe(after);
  }
});

test('what changed is marked word by word', () => {
  expect(piecesBetween('We ship on Monday.', 'We ship on Friday.')).toEqual([
    { kind: 'same', text: 'We ship on ' },
    { kind: 'removed', text: 'Monday' },
    { kind: 'added', text: 'Friday' },
    { kind: 'same', text: '.' },
  ]);
});

test('two long texts without a word in common are compared in little time', () => {
  const one = Array.from({ length: 8000 }, (_, index) => `a${index}`).join(' ');
  const two = Array.from({ length: 8000 }, (_, index) => `b${index}`).join('\n');
  const pieces = piecesBetween(one, two);
  const side = (not: string) => pieces.filter(({ kind }) => kind !== not).map(({ text }) => text).join('');
  expect(side('added')).toBe(one);
  expect(side('removed')).toBe(two);
});
