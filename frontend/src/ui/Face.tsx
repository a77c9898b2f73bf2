import classes from './Face.module.css';

/** How many colours there are; each is tested for contrast with white. */
export const HUES = 10;

/** The same person has the same colour everywhere, on every device. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) {
    hash = (hash * 31 + id.charCodeAt(index)) >>> 0;
  }
  return hash % HUES;
}

/** Two letters of a name in any script: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return `${first}${last}`.toLocaleUpperCase();
}

interface FaceProps {
  id: string;
  name: string;
  size?: 'sm' | 'md' | 'lg';
}

/** A face without a picture. The name stands beside it, so it says nothing to a screen reader. */
export function Face({ id, name, size = 'md' }: FaceProps) {
  return (
    <span
      className={classes.face}
      data-hue={hueOf(id)}
      data-size={size}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  );
}
