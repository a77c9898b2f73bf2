/** What stands in the list of days to come: meetings, skipped days, and a pause, in order. */
export type Entry =
  | { kind: 'meeting'; at: string; day: string }
  | { kind: 'skipped'; day: string }
  | { kind: 'pause'; day: string; until: string | null };

interface Days {
  /** Instants of the meetings to come. */
  upcoming: readonly string[];
  /** Days of the rhythm on which they do not meet, those of the pause among them. */
  skippedDays: readonly string[];
  pausedFrom: string | null;
  /** The first day after the pause; null while it has no end. */
  pausedUntil: string | null;
}

/**
 * @param dayOf the calendar date of an instant on the clocks of the series.
 * @param today what lies before it is left out, but for the meetings.
 */
export function timeline(days: Days, dayOf: (instant: string) => string, today: string): Entry[] {
  const { pausedFrom, pausedUntil } = days;
  const paused = pausedFrom !== null && (pausedUntil === null || pausedUntil > today);
  const inPause = (day: string) =>
    pausedFrom !== null && day >= pausedFrom && (pausedUntil === null || day < pausedUntil);
  const entries: Entry[] = [
    ...days.upcoming.map((at): Entry => ({ kind: 'meeting', at, day: dayOf(at) })),
    ...days.skippedDays
      .filter((day) => day >= today && !inPause(day))
      .map((day): Entry => ({ kind: 'skipped', day })),
    ...(paused ? [{ kind: 'pause', day: pausedFrom, until: pausedUntil } satisfies Entry] : []),
  ];
  const rank = { pause: 0, skipped: 1, meeting: 2 };
  return entries.sort((a, b) => a.day.localeCompare(b.day) || rank[a.kind] - rank[b.kind]);
}
