import { expect, test } from 'vitest';
import { type Row, type Rows, letIn, withFirst, withNews, withOlder, without } from './rows';

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00Z`;
const row = (minute: number, part: Partial<Row> = {}): Row => ({
  id: `k${minute}`,
  createdAt: at(minute),
  own: false,
  author: 'Mo',
  kudos: 'first',
  ...part,
});
const some: Rows = { shown: [row(30), row(20), row(10)], waiting: [], next: 'c10' };
const ids = (rows: readonly Row[]) => rows.map((one) => one.id);

test('a new one comes to the top of whoever is at the top', () => {
  expect(ids(withNews(some, row(40), false).shown)).toEqual(['k40', 'k30', 'k20', 'k10']);
});

test('a new one waits while the reader is further down, the newest first', () => {
  const held = withNews(withNews(some, row(40), true), row(41), true);
  expect(ids(held.shown)).toEqual(['k30', 'k20', 'k10']);
  expect(ids(held.waiting)).toEqual(['k41', 'k40']);
  expect(ids(letIn(held).shown)).toEqual(['k41', 'k40', 'k30', 'k20', 'k10']);
  expect(letIn(held).waiting).toEqual([]);
});

test("one's own is never held back, and stands among those that wait where it belongs", () => {
  const held = withNews(withNews(some, row(41), true), row(40, { own: true }), true);
  expect(ids(held.shown)).toEqual(['k40', 'k30', 'k20', 'k10']);
  expect(ids(letIn(held).shown)).toEqual(['k41', 'k40', 'k30', 'k20', 'k10']);
});

test('what is told twice stands there once, as it was told last', () => {
  const twice = withNews(withNews(some, row(40), false), row(40, { kudos: 'second' }), false);
  expect(ids(twice.shown)).toEqual(['k40', 'k30', 'k20', 'k10']);
  expect(twice.shown[0]?.kudos).toBe('second');
  const waiting = withNews(withNews(some, row(40), true), row(40, { kudos: 'second' }), true);
  expect(waiting.waiting).toEqual([row(40, { kudos: 'second' })]);
});

test('a change changes it where it stands', () => {
  const changed = withNews(some, row(20, { kudos: 'edited' }), true);
  expect(ids(changed.shown)).toEqual(['k30', 'k20', 'k10']);
  expect(changed.shown[1]?.kudos).toBe('edited');
});

test('an older one that can be read again takes its place; one below all that is read comes later', () => {
  expect(ids(withNews(some, row(25), false).shown)).toEqual(['k30', 'k25', 'k20', 'k10']);
  expect(withNews(some, row(5), false)).toEqual(some);
  expect(ids(withNews({ ...some, next: null }, row(5), false).shown)).toEqual(['k30', 'k20', 'k10', 'k5']);
});

test('what is gone goes, also from those that wait', () => {
  const held = withNews(some, row(40), true);
  expect(ids(without(held, 'k20').shown)).toEqual(['k30', 'k10']);
  expect(without(held, 'k40').waiting).toEqual([]);
  expect(without(some, 'unknown')).toBe(some);
});

test('a page brings nothing twice, whatever came in between', () => {
  const older = withOlder(withNews(some, row(40), true), { rows: [row(40), row(10), row(5)], next: null });
  expect(ids(older.shown)).toEqual(['k30', 'k20', 'k10', 'k5']);
  expect(older.next).toBeNull();
});

test('the first page read again adds what is new, changes what changed, drops what is gone', () => {
  const page = { rows: [row(40), row(30, { kudos: 'edited' }), row(10)], next: 'c10b' };
  const again = withFirst({ ...some, shown: [...some.shown, row(5)] }, page, false);
  expect(ids(again.shown)).toEqual(['k40', 'k30', 'k10', 'k5']);
  expect(again.shown[1]?.kudos).toBe('edited');
  expect(again.next).toBe('c10');
  expect(ids(withFirst(some, page, true).waiting)).toEqual(['k40']);
});

test('when more is new than a page holds, it begins afresh instead of leaving a gap', () => {
  const page = { rows: [row(55), row(50), row(45)], next: 'c45' };
  expect(withFirst(some, page, true)).toEqual({ shown: page.rows, waiting: [], next: 'c45' });
});

test('an empty feed takes the page as it comes, and becomes empty when all is gone', () => {
  const none: Rows = { shown: [], waiting: [], next: null };
  expect(ids(withFirst(none, { rows: [row(2), row(1)], next: 'c1' }, true).shown)).toEqual(['k2', 'k1']);
  expect(withFirst(some, { rows: [], next: null }, false).shown).toEqual([]);
});
