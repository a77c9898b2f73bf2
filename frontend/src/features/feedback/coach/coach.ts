import { en } from './en';
import type { Lexicon, Part } from './lexicon';
import { ru } from './ru';
import { type Span, type Word, citations, find, wordsOf } from './words';

/**
 * The writing coach: what would make a note more useful, told before it is sent. A function of the
 * text and nothing else: no network, no storage, no clock. It never blocks.
 */
export const RULES = ['short', 'person', 'loaded', 'absolute', 'recent', 'example', 'next'] as const;
export type Rule = (typeof RULES)[number];

/** A place in one field of the text. */
export interface Spot extends Span {
  field: string;
}

export interface Hint {
  rule: Rule;
  /** The field below which it is shown. */
  field: string;
  /** The words that it is about; none where something is missing. */
  spots: Spot[];
}

export interface Occasion {
  /** Whether the text is about a whole time, as in a review, whatever its words say. */
  period?: boolean;
}

/** The parts of a note by what they are called; where there is only one, it is `behaviour`. */
export type Texts = Readonly<Partial<Record<'situation' | 'behaviour' | 'impact' | 'nextStep', string>>>;

const LEXICONS: readonly [letters: RegExp, lexicon: Lexicon][] = [
  [/\p{Script=Latin}/u, en],
  [/\p{Script=Cyrillic}/u, ru],
];
const FIELDS = ['situation', 'behaviour', 'impact', 'nextStep'] as const;

interface Field {
  name: (typeof FIELDS)[number];
  text: string;
  words: Word[];
}

/** What may be said of a note, what weighs most first. An empty note earns no hint. */
export function coach(texts: Texts, occasion: Occasion = {}): Hint[] {
  const fields: Field[] = FIELDS.map((name) => {
    const text = texts[name] ?? '';
    return { name, text, words: wordsOf(text) };
  });
  const all = fields.flatMap((field) => field.words);
  if (all.length === 0) return [];
  const spots = (part: Part, except?: Part) => spotsOf(fields, part, except);
  const has = (name: Field['name']) => fields.some((field) => field.name === name && field.words.length > 1);

  const example =
    has('situation') ||
    spots('example').length > 0 ||
    fields.some((field) => citations(field.text).length > 0);
  const { tooFew } = mostly(all);
  const short = all.length < (example ? tooFew.always : tooFew.withoutExample);

  const hints: Hint[] = [];
  const tell = (rule: Rule, found: Spot[], field: string | undefined) => {
    if (field) hints.push({ rule, field, spots: found });
  };
  if (short) tell('short', [], 'behaviour');
  for (const [rule, except] of [
    ['person', 'notPerson'],
    ['loaded', 'notLoaded'],
    ['absolute', 'notAbsolute'],
  ] as const) {
    const found = spots(rule, except);
    tell(rule, found, found[0]?.field);
  }
  if (occasion.period || spots('general').length > 0) {
    const recent = spots('recent');
    if (spots('older').length === 0) tell('recent', recent, recent[0]?.field);
  }
  if (!short && !example) tell('example', [], texts.situation === undefined ? 'behaviour' : 'situation');
  if (!short && !has('nextStep') && spots('next').length === 0) {
    tell('next', [], texts.nextStep === undefined ? 'behaviour' : 'nextStep');
  }
  return hints;
}

/** The lexicon of the language in which most of the words are. */
function mostly(words: readonly Word[]): Lexicon {
  const cyrillic = words.filter((word) => /\p{Script=Cyrillic}/u.test(word.folded)).length;
  return cyrillic * 2 >= words.length ? ru : en;
}

function spotsOf(fields: readonly Field[], part: Part, except?: Part): Spot[] {
  // What others said, word for word, is an observation and no judgement of the writer's.
  const own = except !== undefined;
  return fields.flatMap(({ name, text, words }) =>
    LEXICONS.filter(([letters]) => letters.test(text)).flatMap(([, lexicon]) => {
      const meant = own ? words.filter((word) => !word.quoted) : words;
      const excused = except ? find(meant, lexicon[except]) : [];
      return find(meant, lexicon[part])
        .filter((span) => !excused.some((one) => span.from < one.to && one.from < span.to))
        .map((span) => ({ field: name, ...span }));
    }),
  );
}
