import { type Lists, type Phrase, phrase } from './words';

/** What the coach knows of one language. Phrases are written as `words.phrase` reads them. */
export interface LexiconData {
  /** Words that other phrases name with `@`. */
  lists: Lists;
  /** How few words are too few: in any case, and where nothing tells which occasion is meant. */
  tooFew: { always: number; withoutExample: number };
  person: readonly string[];
  notPerson: readonly string[];
  absolute: readonly string[];
  notAbsolute: readonly string[];
  loaded: readonly string[];
  notLoaded: readonly string[];
  /** Words that speak of a whole time. */
  general: readonly string[];
  /** Words that name the last days. */
  recent: readonly string[];
  /** Words that name a time further back. */
  older: readonly string[];
  /** What tells which occasion is meant. */
  example: readonly string[];
  /** What tells what could come next. */
  next: readonly string[];
}

export type Part = Exclude<keyof LexiconData, 'lists' | 'tooFew'>;
export type Lexicon = Record<Part, readonly Phrase[]> & Pick<LexiconData, 'tooFew'>;

export function lexicon(data: LexiconData): Lexicon {
  const compile = (part: Part) => data[part].map((one) => phrase(one, data.lists));
  return {
    tooFew: data.tooFew,
    person: compile('person'),
    notPerson: compile('notPerson'),
    absolute: compile('absolute'),
    notAbsolute: compile('notAbsolute'),
    loaded: compile('loaded'),
    notLoaded: compile('notLoaded'),
    general: compile('general'),
    recent: compile('recent'),
    older: compile('older'),
    example: compile('example'),
    next: compile('next'),
  };
}
