import { expect, test } from 'vitest';
import { calendarDate } from '@/lib/dates';
import { sections } from './sections';

const open = (id: string) => ({ id, state: 'OPEN' as const, discussedAt: null });
const discussed = (id: string, discussedAt: string | null) => ({
  id,
  state: 'DISCUSSED' as const,
  discussedAt,
});
const of = (zone: string, ...points: Parameters<typeof sections>[0]) => {
  const found = sections(points, (at) => calendarDate(new Date(at), zone), '2026-11-10');
  return {
    open: found.open.map((one) => one.id),
    discussed: found.discussed.map(({ day, points: on }) => [day, on.map((one) => one.id)]),
  };
};

test('open points keep their order and stand apart from the discussed ones', () => {
  const found = of('UTC', open('b'), discussed('x', '2026-11-12T09:00:00Z'), open('a'));
  expect(found).toEqual({ open: ['b', 'a'], discussed: [['2026-11-12', ['x']]] });
});

test('what was discussed stands under its day, the latest first', () => {
  const found = of(
    'UTC',
    discussed('late', '2026-11-12T10:00:00Z'),
    discussed('old', '2026-11-05T10:00:00Z'),
    discussed('early', '2026-11-12T09:00:00Z'),
  );
  expect(found.discussed).toEqual([
    ['2026-11-12', ['early', 'late']],
    ['2026-11-05', ['old']],
  ]);
});

test('the day is the viewer’s', () => {
  const point = discussed('x', '2026-11-12T23:30:00Z');
  expect(of('Europe/Berlin', point).discussed).toEqual([['2026-11-13', ['x']]]);
  expect(of('America/New_York', point).discussed).toEqual([['2026-11-12', ['x']]]);
});

test('a point of which the day is not known stands under the day of the meeting', () => {
  expect(of('UTC', discussed('x', null)).discussed).toEqual([['2026-11-10', ['x']]]);
});
