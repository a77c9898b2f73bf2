/** A piece of text that was taken out, and what was put in its place. */
export interface Change {
  at: number;
  remove: number;
  insert: string;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** True where a cut would go through the middle of one character, such as 😀. */
function splits(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

/**
 * What one input did to a text; undefined when nothing.
 *
 * @param caret where the caret stands afterwards. Among equal letters it tells which is the new
 *   one, so that two people's edits stay where they were made.
 */
export function changeBetween(before: string, after: string, caret = after.length): Change | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  const same = (end: number) =>
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end);

  // What follows the caret was there before.
  let end = 0;
  const follows = Math.min(shorter, Math.max(0, after.length - caret));
  while (end < follows && same(end)) end += 1;
  let start = 0;
  while (start < shorter - end && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  while (end < shorter - start && same(end)) end += 1;

  if (splits(before, start) || splits(after, start)) start -= 1;
  if (splits(before, before.length - end) || splits(after, after.length - end)) end -= 1;
  return { at: start, remove: before.length - end - start, insert: after.slice(start, after.length - end) };
}

/** What no text holds, and the server refuses: other programs put some of it between their lines. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
// oxlint-disable-next-line no-control-regex
const LINE_BREAKS = /\r\n?|[\u000b\u000c\u0085]/g;

/** A pasted text without what only looks like text: signs without a letter, halves of letters. */
export function cleaned(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(CONTROLS, '').toWellFormed();
}
