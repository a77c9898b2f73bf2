/**
 * Instants become words and fields here, always in the viewer's zone. `Date` strings of the API
 * (2026-11-21) are calendar dates: they have no zone and must never pass through `new Date(text)`.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

/** 21 November, with the year only when it is another one. */
export function dateText(date: string, locale: string, today = new Date()): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number) as [number, number, number];
  const text = format(locale, {
    day: 'numeric',
    month: 'long',
    ...(year === today.getUTCFullYear() ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, day));
  return withoutYearWord(text);
}

/** November 2026. */
export function monthText(date: string, locale: string): string {
  const [year, month] = date.split('-').map(Number) as [number, number];
  const text = format(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return withoutYearWord(text.format(Date.UTC(year, month - 1, 1)));
}

/** Like `dateText`, but "yesterday", "today" and "tomorrow" for those. */
export function nearDateText(date: string, locale: string, timeZone: string, now = new Date()): string {
  const days = daysBetween(calendarDate(now, timeZone), date.slice(0, 10));
  return Math.abs(days) > 1 ? dateText(date, locale, now) : relativeDays(days, locale);
}

/** Russian writes "2027 г.", whose full stop would stand before that of the sentence. */
function withoutYearWord(text: string): string {
  return text.replace(/\s*г\.$/u, '');
}

/** The day of an instant in a zone: Saturday, 21 November. */
export function dayText(instant: string, locale: string, timeZone: string, today = new Date()): string {
  const at = new Date(instant);
  const sameYear =
    calendarDate(at, timeZone).slice(0, 4) === calendarDate(today, timeZone).slice(0, 4);
  const text = format(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone,
  }).format(at);
  return withoutYearWord(text);
}

/** The day of an instant in a zone, without the weekday. */
export function shortDayText(instant: string, locale: string, timeZone: string, today = new Date()): string {
  return dateText(calendarDate(new Date(instant), timeZone), locale, today);
}

/** The time of an instant in a zone: 14:30. */
export function timeText(instant: string, locale: string, timeZone: string): string {
  return format(locale, { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(instant));
}

/** Day and time in full, for titles and tooltips. */
export function fullText(instant: string, locale: string, timeZone: string): string {
  return format(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** "yesterday", "in 3 days", "2 hours ago": whole calendar days in the zone from one day on. */
export function relativeText(
  instant: string,
  locale: string,
  timeZone: string,
  now = new Date(),
): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const days = daysBetween(calendarDate(now, timeZone), calendarDate(new Date(instant), timeZone));
  if (days === 0) {
    const minutes = Math.round((Date.parse(instant) - now.getTime()) / 60_000);
    if (Math.abs(minutes) < 1) return words.format(0, 'minute');
    if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
    return words.format(Math.round(minutes / 60), 'hour');
  }
  return relativeDays(days, locale);
}

/** "today", "tomorrow", "3 weeks ago" for a number of days from now. */
export function relativeDays(days: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(days) < 14) return words.format(days, 'day');
  if (Math.abs(days) < 60) return words.format(Math.round(days / 7), 'week');
  if (Math.abs(days) < 730) return words.format(Math.round(days / 30.44), 'month');
  return words.format(Math.round(days / 365.25), 'year');
}

/** Days from one calendar date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A calendar date some days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The name of a weekday, from 0 for Monday. */
export function weekdayText(index: number, locale: string, weekday: 'short' | 'long'): string {
  // 5 January 2026 was a Monday.
  return format(locale, { weekday, timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + index));
}

/** The next day from Monday to Friday after a calendar date. */
export function nextWorkday(date: string): string {
  const next = addDays(date, 1);
  const weekday = new Date(`${next}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(next, 2) : weekday === 0 ? addDays(next, 1) : next;
}

/** The calendar date (2026-11-21) of an instant in a zone. */
export function calendarDate(instant: Date, timeZone: string): string {
  return format('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(
    instant,
  );
}

/** What `<input type="datetime-local">` wants: the wall clock of an instant in a zone. */
export function wallClock(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const time = format('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
  return `${calendarDate(at, timeZone)}T${time}`;
}

/**
 * The instant (ISO 8601, UTC) at which the clocks of a zone show `wall` (2026-11-21T14:30).
 * A time skipped in spring becomes the one an hour later; of a time that comes twice in autumn, the
 * first is meant.
 */
export function instantAt(wall: string, timeZone: string): string {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offset = (instant: number): number =>
    Date.parse(`${wallClock(new Date(instant).toISOString(), timeZone)}:00Z`) - instant;
  const early = asUtc - offset(asUtc - 86_400_000);
  const late = asUtc - offset(asUtc + 86_400_000);
  for (const candidate of [Math.min(early, late), Math.max(early, late)]) {
    if (candidate + offset(candidate) === asUtc) return new Date(candidate).toISOString();
  }
  return new Date(early).toISOString();
}

/** The last moment before an instant: of what ends at midnight, the day that it is still open on. */
export function lastMomentOf(instant: string): string {
  return new Date(Date.parse(instant) - 1000).toISOString();
}
