import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ann } from '@/test/render';
import { SessionContext } from './session';
import { type SaveResult, type Saved, useAutosave } from './useAutosave';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wrapper = ({ children }: { children: ReactNode }) => (
  <SessionContext value={ann}>{children}</SessionContext>
);

function writing(first: Saved, answer: (text: string, version: number) => SaveResult) {
  const saved: [string, number][] = [];
  const reload = vi.fn();
  const save = async (text: string, version: number) => {
    saved.push([text, version]);
    return answer(text, version);
  };
  const hook = renderHook(({ server }) => useAutosave({ key: 'notes', server, save, reload }), {
    wrapper,
    initialProps: { server: first },
  });
  return { ...hook, saved, reload };
}

const later = () => act(() => vi.advanceTimersByTimeAsync(2000));

test('it saves a moment after the last key, once', async () => {
  const { result, saved } = writing({ text: '', version: 0 }, (_, version) => ({ ok: true, version: version + 1 }));
  act(() => result.current.change('a'));
  act(() => result.current.change('ab'));
  expect(result.current.state).toBe('saving');
  await later();
  expect(saved).toEqual([['ab', 0]]);
  expect(result.current).toMatchObject({ text: 'ab', state: 'saved' });
  act(() => result.current.change('abc'));
  await later();
  expect(saved.at(-1)).toEqual(['abc', 1]);
});

test('what could not be sent is kept, survives a reload, and is sent when the network is back', async () => {
  const down = writing({ text: 'x', version: 3 }, () => ({ ok: false, conflict: false }));
  act(() => down.result.current.change('x and more'));
  await later();
  expect(down.result.current.state).toBe('kept');
  down.unmount();

  const up = writing({ text: 'x', version: 3 }, (_, version) => ({ ok: true, version: version + 1 }));
  expect(up.result.current.text).toBe('x and more');
  await act(async () => {
    dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
  });
  expect(up.saved).toEqual([['x and more', 3]]);
  expect(up.result.current.state).toBe('saved');
});

test('a text that somebody else changed shows both versions and sends nothing until one is chosen', async () => {
  const { result, saved, reload, rerender } = writing({ text: 'old', version: 1 }, (_, version) =>
    version === 1 ? { ok: false, conflict: true } : { ok: true, version: version + 1 },
  );
  act(() => result.current.change('mine'));
  await later();
  expect(reload).toHaveBeenCalledOnce();
  rerender({ server: { text: 'theirs', version: 2 } });
  expect(result.current).toMatchObject({ text: 'mine', theirs: 'theirs', state: 'conflict' });
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(saved).toHaveLength(1);

  act(() => result.current.joinBoth());
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(saved.at(-1)).toEqual(['theirs\n\nmine', 2]);
  expect(result.current.theirs).toBeUndefined();
});

test('a change by the other one appears while nothing is being typed', () => {
  const { result, rerender } = writing({ text: 'old', version: 1 }, () => ({ ok: true, version: 9 }));
  rerender({ server: { text: 'new', version: 2 } });
  expect(result.current).toMatchObject({ text: 'new', state: 'idle' });
});

test('what is typed while saving is saved next, on the new version', async () => {
  let finish: (result: SaveResult) => void = () => {};
  const saved: [string, number][] = [];
  const { result } = renderHook(
    () =>
      useAutosave({
        key: 'slow',
        server: { text: '', version: 0 },
        save: (text, version) => {
          saved.push([text, version]);
          return new Promise((resolve) => (finish = resolve));
        },
        reload: () => {},
      }),
    { wrapper },
  );
  act(() => result.current.change('one'));
  await later();
  act(() => result.current.change('one two'));
  await act(async () => finish({ ok: true, version: 1 }));
  expect(result.current.text).toBe('one two');
  await later();
  expect(saved).toEqual([
    ['one', 0],
    ['one two', 1],
  ]);
});

test.each([
  ['after one has typed on', 'one two'],
  ['where nothing was typed on', 'one'],
])('a key between the answer and the next drawing is no change from elsewhere, %s', async (_, typed) => {
  let finish: (result: SaveResult) => void = () => {};
  const saved: [string, number][] = [];
  const { result } = renderHook(
    () =>
      useAutosave({
        key: 'notes',
        server: { text: '', version: 0 },
        reload: () => {},
        save: (text, version) => {
          saved.push([text, version]);
          return new Promise((resolve) => (finish = resolve));
        },
      }),
    { wrapper },
  );
  act(() => result.current.change('one'));
  await later();
  act(() => result.current.change(typed));
  // As the field was last drawn: it knows nothing of the answer that comes now.
  const drawn = result.current;
  await act(async () => {
    finish({ ok: true, version: 1 });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    drawn.change('one two three');
  });
  expect(result.current).toMatchObject({ text: 'one two three', theirs: undefined });
  await later();
  expect(saved.at(-1)).toEqual(['one two three', 1]);
});
