import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { ann } from '@/test/render';
import { type Session, SessionContext } from './session';
import { useDraft } from './useDraft';

const as = (session: Session | null) =>
  function As({ children }: { children: ReactNode }) {
    return <SessionContext value={session}>{children}</SessionContext>;
  };
const bo: Session = { ...ann, personId: 'bo' };
const empty = { message: '', to: 'nobody' };

test('what was typed is there again after a reload, and knows that it was restored', () => {
  const first = renderHook(() => useDraft('kudos', empty), { wrapper: as(ann) });
  expect(first.result.current).toMatchObject({ value: empty, restored: false, dirty: false });
  act(() => first.result.current.change({ message: 'Thank you' }));
  expect(first.result.current.dirty).toBe(true);
  first.unmount();

  const second = renderHook(() => useDraft('kudos', empty), { wrapper: as(ann) });
  expect(second.result.current.value).toEqual({ message: 'Thank you', to: 'nobody' });
  expect(second.result.current.restored).toBe(true);
});

test('another person on the same device does not see it', () => {
  const first = renderHook(() => useDraft('kudos', empty), { wrapper: as(ann) });
  act(() => first.result.current.change({ message: 'secret' }));
  const other = renderHook(() => useDraft('kudos', empty), { wrapper: as(bo) });
  expect(other.result.current.value).toEqual(empty);
});

test('clearing forgets it here and on the device', () => {
  const first = renderHook(() => useDraft('kudos', empty), { wrapper: as(ann) });
  act(() => first.result.current.change({ message: 'sent' }));
  act(() => first.result.current.clear());
  expect(first.result.current.value).toEqual(empty);
  const again = renderHook(() => useDraft('kudos', empty), { wrapper: as(ann) });
  expect(again.result.current.restored).toBe(false);
});

test('two quick changes of different fields are both kept', () => {
  const { result } = renderHook(() => useDraft('kudos', empty), { wrapper: as(ann) });
  act(() => {
    result.current.change({ message: 'a' });
    result.current.change({ to: 'Bo' });
  });
  expect(result.current.value).toEqual({ message: 'a', to: 'Bo' });
});

test('a form that turns to another thing shows the draft of that thing', () => {
  const { result, rerender } = renderHook(({ key }) => useDraft(key, empty), {
    wrapper: as(ann),
    initialProps: { key: 'one' },
  });
  act(() => result.current.change({ message: 'first' }));
  rerender({ key: 'two' });
  expect(result.current.value.message).toBe('');
  rerender({ key: 'one' });
  expect(result.current.value.message).toBe('first');
});

test('a full or closed storage does not stop the typing', () => {
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  try {
    const { result } = renderHook(() => useDraft('kudos', empty), { wrapper: as(ann) });
    act(() => result.current.change({ message: 'still here' }));
    expect(result.current.value.message).toBe('still here');
  } finally {
    Storage.prototype.setItem = set;
  }
});
