import { Fragment } from 'react';
import { Link } from 'react-router';
import classes from './Mentions.module.css';

export interface Mentioned {
  /** What stands in the text after the @. */
  label: string;
  /** Where it leads. */
  to: string;
}

type Part = string | Mentioned;

const LETTER = /[\p{L}\p{M}\p{N}]/u;

/** A text cut at the mentions in it: "@" and a label, not followed by more of a word; the longest counts. */
export function partsOf(text: string, mentions: readonly Mentioned[]): Part[] {
  const known = mentions.toSorted((one, other) => other.label.length - one.label.length);
  const parts: Part[] = [];
  let begin = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const found = known.find(
      ({ label }) =>
        label !== '' && text.startsWith(label, at + 1) && !LETTER.test(text.charAt(at + 1 + label.length)),
    );
    if (!found) continue;
    if (at > begin) parts.push(text.slice(begin, at));
    parts.push(found);
    begin = at + 1 + found.label.length;
    at = begin - 1;
  }
  if (begin < text.length) parts.push(text.slice(begin));
  return parts;
}

/** A text whose mentions lead to the people. */
export function WithMentions({ children, mentions }: { children: string; mentions: readonly Mentioned[] }) {
  if (mentions.length === 0) return children;
  return partsOf(children, mentions).map((part, index) =>
    typeof part === 'string' ? (
      <Fragment key={index}>{part}</Fragment>
    ) : (
      <Link key={index} className={classes.mention} to={part.to}>
        {`@${part.label}`}
      </Link>
    ),
  );
}
