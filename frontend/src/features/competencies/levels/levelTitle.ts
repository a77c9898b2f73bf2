/** A level with its track; the name alone where both are called the same. */
export function levelTitle({ trackName, name }: { trackName: string; name: string }): string {
  return trackName === name ? name : `${trackName} · ${name}`;
}
