/** The server releases no more at once. */
const AT_ONCE = 200;

/** Ids in parts as large as the server takes them. */
export function inParts(ids: readonly string[], size = AT_ONCE): string[][] {
  const parts = [];
  for (let start = 0; start < ids.length; start += size) parts.push(ids.slice(start, start + size));
  return parts;
}
