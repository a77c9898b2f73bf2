import { calendarDate } from '@/lib/dates';

interface Dated {
  createdAt: string;
}

/** In the order given, those of one day of the viewer's calendar together. */
export function byDay<Row extends Dated>(
  rows: readonly Row[],
  zone: string,
): readonly { date: string; rows: readonly Row[] }[] {
  const days: { date: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const date = calendarDate(new Date(row.createdAt), zone);
    const last = days.at(-1);
    if (last?.date === date) last.rows.push(row);
    else days.push({ date, rows: [row] });
  }
  return days;
}
