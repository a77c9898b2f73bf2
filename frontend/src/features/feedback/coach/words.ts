/**
 * Words and phrases of a text, in any script. JavaScript's `\b` knows only Latin letters, so words
 * are taken apart by what Unicode calls a letter, and phrases are matched word by word.
 */

/** A word, or a number, and where it stands. */
export interface Word {
  /** As it is compared: lower case, ё as е, one kind of apostrophe. */
  folded: string;
  from: number;
  to: number;
  /** Which part of a sentence it belongs to, up to a comma: a phrase does not reach over its end. */
  clause: number;
  /** Whether it is somebody else's: inside quotation marks round three words or more. */
  quoted: boolean;
}

export interface Span {
  from: number;
  to: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ‑-][\p{L}\p{M}\p{N}]+)*/gu;
const CLAUSE_ENDS = /[.!?…;:,()\n]/u;
const QUOTES = /«[^»]*»|“[^”]*”|„[^“”]*[“”]|"[^"\n]*"/gu;
const CITATION_WORDS = 3;

export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[’ʼ]/g, "'")
    .replaceAll('‑', '-');
}

/** What is said by others in a text: quotations of three words or more. */
export function citations(text: string): Span[] {
  return [...text.matchAll(QUOTES)]
    .filter((match) => [...match[0].matchAll(WORD)].length >= CITATION_WORDS)
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

export function wordsOf(text: string): Word[] {
  const quoted = citations(text);
  const words: Word[] = [];
  let clause = 0;
  let before = 0;
  for (const match of text.matchAll(WORD)) {
    const from = match.index;
    const to = from + match[0].length;
    if (words.length > 0 && CLAUSE_ENDS.test(text.slice(before, from))) clause += 1;
    before = to;
    words.push({
      folded: fold(match[0]),
      from,
      to,
      clause,
      quoted: quoted.some((span) => from >= span.from && to <= span.to),
    });
  }
  return words;
}

/** Endings of Russian adjectives, long and short. Not -о: that is an adverb, and tells how, not who. */
const ADJECTIVE = ['', 'ый', 'ий', 'ой', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие', 'а', 'ы', 'и', 'ым', 'им', 'ыми', 'ими'];

type Fits = (word: string) => boolean;

interface Slot {
  fits: Fits;
  least: number;
  most: number;
  /** Whether a comma may stand before it. */
  afterComma: boolean;
}

/** Lists of words that phrases name with `@`. */
export type Lists = Readonly<Record<string, string>>;

/** Finds a phrase that begins with the word at a place; tells how many words it takes, or 0. */
export type Phrase = (words: readonly Word[], at: number) => number;

/**
 * Compiles a phrase: words parted by spaces. `a|b` is either, `word*` begins with, `stem^` is any form
 * of a Russian adjective, `@list` is any of a named list, `#` has a digit, `_` is any word, `?` may be
 * missing, `{n}` stands up to n times or not at all. A phrase ends at a comma, but where one of its own
 * stands (`well done , that`).
 */
export function phrase(pattern: string, lists: Lists = {}): Phrase {
  const slots = pattern.trim().split(/\s+/).reduce(addSlot(lists), []);
  const match = (words: readonly Word[], at: number, slot: number, clause: number): number => {
    const wanted = slots[slot];
    if (!wanted) return at;
    // As few fillers as will do, so that what is marked stays short.
    for (let count = 0; count <= wanted.most; count += 1) {
      if (count > 0) {
        const word = words[at + count - 1];
        if (!word || !wanted.fits(word.folded)) return -1;
        const over = word.clause - clause;
        if (over > (wanted.afterComma ? 1 : 0)) return -1;
        clause = word.clause;
      }
      if (count < wanted.least) continue;
      const end = match(words, at + count, slot + 1, clause);
      if (end >= 0) return end;
    }
    return -1;
  };
  return (words, at) => {
    const end = match(words, at, 0, words[at]?.clause ?? 0);
    return end > at ? end - at : 0;
  };
}

function addSlot(lists: Lists) {
  let comma = false;
  return (slots: Slot[], token: string): Slot[] => {
    if (token === ',') {
      comma = true;
      return slots;
    }
    const many = /\{(\d+)\}$/.exec(token);
    const optional = token.endsWith('?');
    const slot = {
      fits: either(token.replace(/(\{\d+\}|\?)$/, ''), lists),
      least: many || optional ? 0 : 1,
      most: many ? Number(many[1]) : 1,
      afterComma: comma,
    };
    comma = false;
    return [...slots, slot];
  };
}

function either(token: string, lists: Lists): Fits {
  const fits = token
    .split('|')
    .flatMap((one) => {
      if (!one.startsWith('@')) return [one];
      const list = lists[one.slice(1)];
      if (list === undefined) throw new Error(`no list ${one}`);
      return list.trim().split(/\s+/);
    })
    .map(single);
  return (word) => fits.some((one) => one(word));
}

function single(token: string): Fits {
  const word = fold(token);
  if (word === '_') return () => true;
  if (word === '#') return (other) => /\p{N}/u.test(other);
  if (word.endsWith('*')) {
    const stem = word.slice(0, -1);
    return (other) => other.startsWith(stem);
  }
  if (word.endsWith('^')) {
    const stem = word.slice(0, -1);
    return (other) => other.startsWith(stem) && ADJECTIVE.includes(other.slice(stem.length));
  }
  return (other) => other === word;
}

/** Where any of the phrases stands, from the first word on; overlapping ones become one. */
export function find(words: readonly Word[], phrases: readonly Phrase[]): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const length = Math.max(0, ...phrases.map((one) => one(words, at)));
    const first = words[at];
    const last = words[at + length - 1];
    if (length === 0 || !first || !last) continue;
    const before = spans.at(-1);
    if (before && first.from < before.to) before.to = Math.max(before.to, last.to);
    else spans.push({ from: first.from, to: last.to });
  }
  return spans;
}
