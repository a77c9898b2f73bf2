interface Point {
  id: string;
  state: 'OPEN' | 'DISCUSSED';
  discussedAt: string | null;
}

export interface Sections<P extends Point> {
  open: P[];
  /** What was discussed, by the day, the latest day first. */
  discussed: { day: string; points: P[] }[];
}

/**
 * The points of a meeting: first what is open, in its order, then what was discussed, day by day.
 *
 * @param dayOf the calendar date of an instant for the viewer.
 * @param otherwise the day of a point of which nobody noted when it was discussed.
 */
export function sections<P extends Point>(
  points: readonly P[],
  dayOf: (instant: string) => string,
  otherwise: string,
): Sections<P> {
  const days = new Map<string, P[]>();
  for (const point of points) {
    if (point.state !== 'DISCUSSED') continue;
    const day = point.discussedAt ? dayOf(point.discussedAt) : otherwise;
    days.set(day, [...(days.get(day) ?? []), point]);
  }
  return {
    open: points.filter((point) => point.state === 'OPEN'),
    discussed: [...days]
      .sort(([one], [other]) => other.localeCompare(one))
      .map(([day, of]) => ({
        day,
        points: of.sort((a, b) => (a.discussedAt ?? '').localeCompare(b.discussedAt ?? '')),
      })),
  };
}
