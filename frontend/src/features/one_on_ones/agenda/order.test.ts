import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { arranged, before, moved } from './order';
import { useOrder } from './useOrder';

const abcd = ['a', 'b', 'c', 'd'];

test('a point goes to the place it is told, and not beyond the ends', () => {
  expect(moved(abcd, 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moved(abcd, 'd', 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(moved(abcd, 'b', 1)).toEqual(abcd);
  expect(moved(abcd, 'c', 9)).toEqual(['a', 'b', 'd', 'c']);
  expect(moved(abcd, 'c', -3)).toEqual(['c', 'a', 'b', 'd']);
  expect(moved(abcd, 'gone', 1)).toEqual(abcd);
});

test('a place is told by the point that follows', () => {
  expect(before(abcd, 'a')).toBe('b');
  expect(before(abcd, 'd')).toBeNull();
  expect(before(abcd, 'gone')).toBeNull();
});

test('what came meanwhile stands at the end, what went is not missed', () => {
  expect(arranged(['a', 'b', 'new', 'd'], ['d', 'c', 'b', 'a'])).toEqual(['d', 'b', 'a', 'new']);
});

/** A server that takes as long as the test wants. */
function slowServer() {
  const asked: { id: string; beforeId: string | null; answer: (ok: boolean) => void }[] = [];
  const save = (id: string, beforeId: string | null) =>
    new Promise<boolean>((answer) => asked.push({ id, beforeId, answer }));
  return { asked, save };
}

test('two quick moves are shown at once and sent one after the other', async () => {
  const { asked, save } = slowServer();
  const { result, rerender } = renderHook(({ ids }) => useOrder(ids, save), {
    initialProps: { ids: abcd },
  });
  act(() => void result.current.move('d', 2));
  act(() => void result.current.move('d', 1));
  await act(async () => {});
  expect(result.current.ids).toEqual(['a', 'd', 'b', 'c']);
  expect(asked).toMatchObject([{ id: 'd', beforeId: 'c' }]);

  await act(async () => asked[0]?.answer(true));
  expect(asked).toMatchObject([{ beforeId: 'c' }, { id: 'd', beforeId: 'b' }]);
  // The answer to the first must not throw the second back.
  rerender({ ids: ['a', 'b', 'd', 'c'] });
  expect(result.current.ids).toEqual(['a', 'd', 'b', 'c']);

  await act(async () => asked[1]?.answer(true));
  // Read before the second was done, and here only after it was.
  rerender({ ids: ['a', 'b', 'd', 'c'] });
  expect(result.current.ids).toEqual(['a', 'd', 'b', 'c']);
  rerender({ ids: ['a', 'd', 'b', 'c'] });
  expect(result.current.ids).toEqual(['a', 'd', 'b', 'c']);
  // From here on the server's order counts again.
  rerender({ ids: ['c', 'a', 'd', 'b'] });
  expect(result.current.ids).toEqual(['c', 'a', 'd', 'b']);
});

test('a refused move goes back to where it was', async () => {
  const { asked, save } = slowServer();
  const { result } = renderHook(() => useOrder(abcd, save));
  act(() => void result.current.move('a', 3));
  await act(async () => {});
  expect(result.current.ids).toEqual(['b', 'c', 'd', 'a']);
  await act(async () => asked[0]?.answer(false));
  expect(result.current.ids).toEqual(abcd);
});
