/** Where the words of a framework can be taken away as a table; a version of it, or the newest. */
export function exportPath(frameworkId: string, version?: number): string {
  const path = `/exports/framework/${encodeURIComponent(frameworkId)}.csv`;
  return version === undefined ? path : `${path}?version=${version}`;
}
