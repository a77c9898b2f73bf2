import { expect, test } from 'vitest';
import { calendarDate, dateText, instantAt, nearDateText, nextWorkday, relativeText, wallClock } from './dates';

const now = new Date('2026-11-21T12:00:00Z');

test('a calendar date is the same day in every zone', () => {
  expect(dateText('2026-11-21', 'en-GB', now)).toBe('21 November');
  expect(dateText('2025-11-21', 'en-GB', now)).toBe('21 November 2025');
  expect(dateText('2026-11-21', 'ru', now)).toBe('21 ноября');
  expect(dateText('2025-11-21', 'ru', now)).toBe('21 ноября 2025');
});

test('the day of an instant depends on the zone', () => {
  const late = new Date('2026-11-21T23:30:00Z');
  expect(calendarDate(late, 'Europe/London')).toBe('2026-11-21');
  expect(calendarDate(late, 'Asia/Almaty')).toBe('2026-11-22');
});

test('yesterday evening is yesterday, even when it is less than a day ago', () => {
  expect(relativeText('2026-11-20T22:00:00Z', 'en-GB', 'UTC', now)).toBe('yesterday');
  expect(relativeText('2026-11-20T22:00:00Z', 'ru', 'UTC', now)).toBe('вчера');
  expect(relativeText('2026-11-21T09:00:00Z', 'en-GB', 'UTC', now)).toBe('3 hours ago');
});

test.each([
  ['2026-07-01T09:30', 'Europe/Berlin', '2026-07-01T07:30:00.000Z'],
  ['2026-12-01T09:30', 'Europe/Berlin', '2026-12-01T08:30:00.000Z'],
  ['2026-12-01T09:30', 'Asia/Kolkata', '2026-12-01T04:00:00.000Z'],
  // Skipped in spring: an hour later. Twice in autumn: the first.
  ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z'],
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
])('the clocks show %s in %s at %s', (wall, zone, instant) => {
  expect(instantAt(wall, zone)).toBe(instant);
});

test('a wall clock and its instant lead back to one another', () => {
  for (const zone of ['America/New_York', 'Asia/Almaty', 'Pacific/Chatham', 'UTC']) {
    expect(wallClock(instantAt('2026-11-21T14:30', zone), zone)).toBe('2026-11-21T14:30');
  }
});

test('nobody is asked to meet on a Saturday or Sunday', () => {
  expect(nextWorkday('2026-11-18')).toBe('2026-11-19');
  expect(['2026-11-20', '2026-11-21', '2026-11-22'].map(nextWorkday)).toEqual(Array(3).fill('2026-11-23'));
});

test('a near date is said by its name', () => {
  const say = (date: string) => nearDateText(date, 'en-GB', 'Asia/Almaty', new Date('2026-11-21T23:00:00Z'));
  expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'].map(say)).toEqual([
    '20 November',
    'yesterday',
    'today',
    'tomorrow',
    '24 November',
  ]);
});
