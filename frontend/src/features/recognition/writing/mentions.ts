/** What somebody has begun to type after an @, and where it stands. */
export interface Asked {
  search: string;
  /** Of the @ itself. */
  begin: number;
  /** Of the caret. */
  end: number;
}

// Two words of a name at most; an @ inside of a word, as in an address, asks for nobody.
const ASKED = /(?:^|[\s(«„“"'])@([\p{L}\p{M}][\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u;

/** The name that is being typed before the caret, or null. */
export function askedAt(text: string, caret: number): Asked | null {
  const search = ASKED.exec(text.slice(Math.max(0, caret - 80), caret))?.[1];
  return search === undefined ? null : { search, begin: caret - search.length - 1, end: caret };
}

/** Puts the whole name where it was asked for, and answers where the caret then stands. */
export function withName(text: string, asked: Asked, name: string): { text: string; caret: number } {
  const rest = text.slice(asked.end);
  const gap = /^[\s.,;:!?)»”"']/u.test(rest) ? '' : ' ';
  const put = `@${name}${gap}`;
  return { text: text.slice(0, asked.begin) + put + rest, caret: asked.begin + put.length };
}

/** Those of the picked whose names still stand in the text. */
export function stillMentioned<Person extends { name: string }>(text: string, picked: readonly Person[]): Person[] {
  return picked.filter(({ name }) => text.includes(`@${name}`));
}

/** Those with a word that begins as it was typed come first; otherwise as they came. */
export function likeliestFirst<Person extends { name: string }>(people: readonly Person[], search: string): Person[] {
  const begin = search.toLocaleLowerCase();
  const begins = ({ name }: Person) =>
    name.toLocaleLowerCase().startsWith(begin) ||
    name.split(' ').some((word) => word.toLocaleLowerCase().startsWith(begin));
  return people.toSorted((one, other) => Number(begins(other)) - Number(begins(one)));
}
