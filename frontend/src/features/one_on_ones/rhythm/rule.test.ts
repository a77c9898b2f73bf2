import { expect, test } from 'vitest';
import { wallClock } from '@/lib/dates';
import { type Rule, changesOfClocks, ruleFrom, ruleOf, ruleText } from './rule';

// A Tuesday, the fourth of its month.
const FIRST = '2026-11-24';

test('a first day suggests its own weekday and its own place in the month', () => {
  expect(ruleFrom(FIRST)).toMatchObject({ weekdays: ['TU'], weekday: 'TU', ordinal: 4, day: 24 });
  expect(ruleFrom('2026-11-01')).toMatchObject({ weekdays: ['SU'], ordinal: 1 });
});

test('the fifth weekday of a month means the last one', () => {
  expect(ruleFrom('2026-12-29')).toMatchObject({ weekday: 'TU', ordinal: -1 });
});

const part = (change: Partial<Rule>) => ruleText({ ...ruleFrom(FIRST), ...change });

test('what the builder shows is written as an RRULE', () => {
  expect(part({ unit: 'DAILY', every: 10 })).toBe('FREQ=DAILY;INTERVAL=10');
  expect(part({ unit: 'WEEKLY', every: 1, weekdays: ['FR', 'TU'] })).toBe('FREQ=WEEKLY;BYDAY=TU,FR');
  expect(part({ unit: 'WEEKLY', every: 3 })).toBe('FREQ=WEEKLY;INTERVAL=3;BYDAY=TU');
  expect(part({ unit: 'WEEKLY', every: 2, weekdays: [] })).toBe('FREQ=WEEKLY;INTERVAL=2');
  expect(part({ unit: 'MONTHLY', every: 2, monthly: 'day', day: 15 })).toBe(
    'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15',
  );
  expect(part({ unit: 'MONTHLY', every: 1, ordinal: -1, weekday: 'FR' })).toBe(
    'FREQ=MONTHLY;BYDAY=-1FR',
  );
});

test.each([
  'FREQ=DAILY;INTERVAL=10',
  'FREQ=WEEKLY;INTERVAL=3;BYDAY=TU',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH',
])('%s is read and written back the same', (text) => {
  const rule = ruleOf(text, FIRST);
  expect(rule && ruleText(rule)).toBe(text);
});

test('other ways to write the same are read as well', () => {
  const nth = ruleOf('rrule:freq=monthly;byday=TU;bysetpos=2', FIRST);
  expect(nth && ruleText(nth)).toBe('FREQ=MONTHLY;BYDAY=2TU');
  expect(ruleOf('FREQ=WEEKLY', FIRST)).toMatchObject({ weekdays: ['TU'], every: 1 });
  expect(ruleOf('FREQ=MONTHLY', FIRST)).toMatchObject({ monthly: 'day', day: 24 });
});

test.each([
  '',
  'every Tuesday',
  'FREQ=YEARLY',
  'FREQ=WEEKLY;COUNT=4',
  'FREQ=WEEKLY;UNTIL=20271231T000000Z',
  'FREQ=WEEKLY;INTERVAL=0',
  'FREQ=WEEKLY;INTERVAL=1.5',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=DAILY;BYDAY=MO',
  'FREQ=MONTHLY;BYDAY=MO,TU',
  'FREQ=MONTHLY;BYDAY=5TU',
  'FREQ=MONTHLY;BYDAY=2TU;BYSETPOS=1',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=MO',
  'FREQ=WEEKLY;FREQ=WEEKLY',
])('the builder does not pretend to understand %j', (text) => {
  expect(ruleOf(text, FIRST)).toBeNull();
});

test('a change of the clocks between two meetings is noticed, in its own zone only', () => {
  // Ten o'clock in Berlin, before and after the change of 28 March 2027.
  const meetings = ['2027-03-16T09:00:00Z', '2027-03-23T09:00:00Z', '2027-03-30T08:00:00Z'];
  const in_ = (zone: string) => (instant: string) => wallClock(instant, zone);
  expect(changesOfClocks(meetings, in_('Europe/Berlin'))).toEqual(['2027-03-30T08:00:00Z']);
  expect(changesOfClocks(meetings, in_('Asia/Tokyo'))).toEqual([]);
});
