/** The order of the open points, and how one of them moves. */

/** The list after one of it went to another place, counted from 0. */
export function moved(ids: readonly string[], id: string, to: number): string[] {
  const rest = ids.filter((one) => one !== id);
  if (rest.length === ids.length) return [...ids];
  const place = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, place), id, ...rest.slice(place)];
}

/** Before which one an id stands; null for the last. That is how the API is told of a place. */
export function before(ids: readonly string[], id: string): string | null {
  const place = ids.indexOf(id);
  return place === -1 ? null : (ids[place + 1] ?? null);
}

/** What is there now, in the order that was wanted; what has come since stands at the end. */
export function arranged(actual: readonly string[], wanted: readonly string[]): string[] {
  const there = new Set(actual);
  const known = new Set(wanted);
  return [...wanted.filter((one) => there.has(one)), ...actual.filter((one) => !known.has(one))];
}
