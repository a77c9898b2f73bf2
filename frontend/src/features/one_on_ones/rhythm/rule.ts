/** The rule of an own rhythm: what the builder shows, and the RRULE (RFC 5545) that it stands for. */

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const UNITS = ['DAILY', 'WEEKLY', 'MONTHLY'] as const;
export type Unit = (typeof UNITS)[number];

/** Which one of a month: the first to the fourth, or the last. */
export const ORDINALS = [1, 2, 3, 4, -1] as const;
export type Ordinal = (typeof ORDINALS)[number];

export interface Rule {
  unit: Unit;
  /** Every so many days, weeks or months. */
  every: number;
  /** The days of a weekly rule. */
  weekdays: Weekday[];
  /** Whether a monthly rule goes by the day of the month or by a weekday. */
  monthly: 'day' | 'weekday';
  /** Day of the month, from 1; -1 is the last one. */
  day: number;
  ordinal: Ordinal;
  /** The weekday of a monthly rule. */
  weekday: Weekday;
}

export const EVERY_MAXIMUM: Record<Unit, number> = { DAILY: 180, WEEKLY: 26, MONTHLY: 12 };

/** The rule that the builder begins with: what a first day suggests. */
export function ruleFrom(date: string): Rule {
  const [year = 2000, month = 1, day = 1] = date.split('-').map(Number);
  const weekday = WEEKDAYS[(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7] ?? 'MO';
  const place = Math.ceil(day / 7);
  return {
    unit: 'WEEKLY',
    every: 3,
    weekdays: [weekday],
    monthly: 'weekday',
    day,
    ordinal: place === 5 ? -1 : (place as Ordinal),
    weekday,
  };
}

/** The RRULE value of a rule, without DTSTART. */
export function ruleText(rule: Rule): string {
  const parts = [`FREQ=${rule.unit}`];
  if (rule.every > 1) parts.push(`INTERVAL=${rule.every}`);
  if (rule.unit === 'WEEKLY') {
    const days = WEEKDAYS.filter((one) => rule.weekdays.includes(one));
    if (days.length > 0) parts.push(`BYDAY=${days.join(',')}`);
  }
  if (rule.unit === 'MONTHLY') {
    parts.push(
      rule.monthly === 'day' ? `BYMONTHDAY=${rule.day}` : `BYDAY=${rule.ordinal}${rule.weekday}`,
    );
  }
  return parts.join(';');
}

/**
 * The rule that an RRULE says, or null where the builder has no words for it: then the text itself
 * is shown.
 *
 * @param text an RRULE value, with or without `RRULE:` before it.
 * @param date the first day; fills in what the text leaves open.
 */
export function ruleOf(text: string, date: string): Rule | null {
  const parts = new Map<string, string>();
  for (const part of text.trim().replace(/^RRULE:/i, '').toUpperCase().split(';')) {
    const [name = '', value = ''] = part.split('=');
    if (!name || !value || parts.has(name)) return null;
    parts.set(name, value);
  }
  const rule = ruleFrom(date);
  const unit = UNITS.find((one) => one === parts.get('FREQ'));
  const every = Number(parts.get('INTERVAL') ?? 1);
  if (!unit || !Number.isInteger(every) || every < 1 || every > EVERY_MAXIMUM[unit]) return null;
  const known = { DAILY: [], WEEKLY: ['BYDAY'], MONTHLY: ['BYDAY', 'BYMONTHDAY', 'BYSETPOS'] }[unit];
  const allowed = new Set(['FREQ', 'INTERVAL', ...known]);
  if ([...parts.keys()].some((name) => !allowed.has(name))) return null;
  const found = { ...rule, unit, every };
  const byDay = parts.get('BYDAY');
  if (unit === 'DAILY') return found;
  if (unit === 'WEEKLY') {
    if (byDay === undefined) return found;
    const weekdays = byDay.split(',').map((one) => WEEKDAYS.find((day) => day === one));
    return weekdays.every((one) => one !== undefined) ? { ...found, weekdays } : null;
  }
  return monthly(found, byDay, parts.get('BYMONTHDAY'), parts.get('BYSETPOS'));
}

function monthly(
  rule: Rule,
  byDay: string | undefined,
  byMonthDay: string | undefined,
  bySetPos: string | undefined,
): Rule | null {
  if (byMonthDay !== undefined) {
    const day = Number(byMonthDay);
    const sound = Number.isInteger(day) && (day === -1 || (day >= 1 && day <= 31));
    return sound && byDay === undefined && bySetPos === undefined
      ? { ...rule, monthly: 'day', day }
      : null;
  }
  if (byDay === undefined) return bySetPos === undefined ? { ...rule, monthly: 'day' } : null;
  const [, place, name] = /^([+-]?\d+)?([A-Z]{2})$/.exec(byDay) ?? [];
  const ordinal = ORDINALS.find((one) => one === Number(place ?? bySetPos));
  const weekday = WEEKDAYS.find((one) => one === name);
  if (!weekday || ordinal === undefined || (place !== undefined && bySetPos !== undefined)) return null;
  return { ...rule, monthly: 'weekday', ordinal, weekday };
}

/** The instants of a list before which the clocks of a zone were changed. */
export function changesOfClocks(instants: readonly string[], wall: (instant: string) => string): string[] {
  const offset = (instant: string) => Date.parse(`${wall(instant)}:00Z`) - Date.parse(instant);
  return instants.filter((one, index) => {
    const before = instants[index - 1];
    return before !== undefined && offset(before) !== offset(one);
  });
}
