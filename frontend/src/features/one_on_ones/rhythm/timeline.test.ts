import { expect, test } from 'vitest';
import { timeline } from './timeline';

const dayOf = (instant: string) => instant.slice(0, 10);
const TODAY = '2026-11-21';
const days = {
  upcoming: ['2026-12-08T10:00:00Z', '2026-12-15T10:00:00Z'],
  skippedDays: [],
  pausedFrom: null,
  pausedUntil: null,
};
const seen = (change: Partial<Parameters<typeof timeline>[0]>) =>
  timeline({ ...days, ...change }, dayOf, TODAY).map((one) => `${one.kind} ${one.day}`);

test('a skipped day stands where it would have been', () => {
  expect(seen({ skippedDays: ['2026-12-01'] })).toEqual([
    'skipped 2026-12-01',
    'meeting 2026-12-08',
    'meeting 2026-12-15',
  ]);
});

test('a skipped day of the past is not shown', () => {
  expect(seen({ skippedDays: ['2026-11-20'] })).toEqual(['meeting 2026-12-08', 'meeting 2026-12-15']);
});

test('a pause is one line, and swallows the days that fell into it', () => {
  const change = {
    skippedDays: ['2026-11-24', '2026-12-01', '2026-12-07'],
    pausedFrom: '2026-11-30',
    pausedUntil: '2026-12-07',
  };
  expect(seen(change)).toEqual([
    'skipped 2026-11-24',
    'pause 2026-11-30',
    'skipped 2026-12-07',
    'meeting 2026-12-08',
    'meeting 2026-12-15',
  ]);
});

test('a pause that is over is not shown, one without an end is', () => {
  expect(seen({ pausedFrom: '2026-11-01', pausedUntil: '2026-11-21' })).not.toContain('pause 2026-11-01');
  expect(seen({ upcoming: [], pausedFrom: '2026-11-01' })).toEqual(['pause 2026-11-01']);
});
