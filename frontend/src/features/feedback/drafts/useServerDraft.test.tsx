import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'urql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClient } from '@/lib/client';
import { SessionContext } from '@/lib/session';
import { ann, network } from '@/test/render';
import { draftsOfServer } from '../test/answers';
import { useServerDraft } from './useServerDraft';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const EMPTY = { text: '', kind: 'a' };
type Server = ReturnType<typeof draftsOfServer>;

/** A device: what one types there, and its way to the server. */
function device(server: Server, answers: object = server.answers, session: typeof ann | null = ann) {
  const { send, sent } = network({ ...answers });
  const client = createClient({ url: 'http://erm.test/graphql', fetch: send, onSignedOut: () => {} });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <Provider value={client}>
      <SessionContext value={session}>{children}</SessionContext>
    </Provider>
  );
  const hook = renderHook(() => useServerDraft('give:mo', EMPTY), { wrapper });
  return { ...hook, sent };
}

const later = (ms = 2000) => act(() => vi.advanceTimersByTimeAsync(ms));
const textOf = (server: Server) => JSON.parse(server.kept.get('give:mo')?.content ?? 'null') as unknown;

/** Another device has none of what this one keeps. */
function anotherDevice() {
  localStorage.clear();
}

test('it is on the device at once and on the server a moment later, once for many keys', async () => {
  const server = draftsOfServer();
  const { result, sent } = device(server);
  await later(0);
  act(() => result.current.change({ text: 'Y' }));
  act(() => result.current.change({ text: 'You' }));
  expect(JSON.stringify(Object.values(localStorage))).toContain('You');
  expect(result.current.state).toBe('saving');
  await later();
  expect(textOf(server)).toEqual({ text: 'You', kind: 'a' });
  expect(sent.filter((one) => one.operationName === 'SaveFeedbackDraft')).toHaveLength(1);
  expect(result.current.state).toBe('saved');
  act(() => result.current.change({ text: 'You waited' }));
  await later();
  expect(textOf(server)).toMatchObject({ text: 'You waited' });
});

test('two changes at once are both kept', async () => {
  const { result } = device(draftsOfServer());
  await later(0);
  act(() => {
    result.current.change({ text: 'You' });
    result.current.change({ kind: 'b' });
  });
  expect(result.current.value).toEqual({ text: 'You', kind: 'b' });
});

test('a form that is closed at once is saved all the same, one that was sent is not', async () => {
  const server = draftsOfServer();
  const first = device(server);
  await later(0);
  act(() => first.result.current.change({ text: 'quick' }));
  first.unmount();
  await later(0);
  expect(textOf(server)).toMatchObject({ text: 'quick' });
  const second = device(server);
  await later(0);
  expect(second.result.current.state).toBe('idle');
  act(() => second.result.current.change({ text: 'quick and sent' }));
  act(() => second.result.current.clear());
  second.unmount();
  await later();
  expect(server.kept.size).toBe(0);
});

test('it can be gone on with on another device', async () => {
  const server = draftsOfServer();
  const first = device(server);
  await later(0);
  act(() => first.result.current.change({ text: 'You waited' }));
  await later();
  first.unmount();
  anotherDevice();
  const second = device(server);
  expect(second.result.current.value.text).toBe('');
  await later(0);
  expect(second.result.current.value.text).toBe('You waited');
  expect(second.result.current.restored).toBe(true);
  act(() => second.result.current.change({ text: 'You waited for them' }));
  await later();
  expect(textOf(server)).toMatchObject({ text: 'You waited for them' });
});

test('written on two devices, both texts are there until one is chosen', async () => {
  const server = draftsOfServer();
  const here = device(server);
  await later(0);
  act(() => here.result.current.change({ text: 'mine' }));
  await later();
  // The other device went on with it.
  server.kept.set('give:mo', { content: JSON.stringify({ text: 'theirs', kind: 'a' }), version: 2 });
  act(() => here.result.current.change({ text: 'mine and more' }));
  await later();
  expect(here.result.current.state).toBe('conflict');
  expect(here.result.current.value.text).toBe('mine and more');
  expect(here.result.current.theirs?.fields).toEqual({ text: 'theirs', kind: 'a' });
  await later(60_000);
  expect(textOf(server)).toMatchObject({ text: 'theirs' });
  act(() => here.result.current.keepMine());
  await later();
  expect(textOf(server)).toMatchObject({ text: 'mine and more' });
  expect(here.result.current.state).toBe('saved');
});

test('of two texts the other one can be taken', async () => {
  const server = draftsOfServer();
  server.kept.set('give:mo', { content: JSON.stringify({ text: 'theirs', kind: 'b' }), version: 4 });
  const { result } = device(server);
  act(() => result.current.change({ text: 'typed before the server had answered' }));
  await later(0);
  expect(result.current.state).toBe('conflict');
  act(() => result.current.takeTheirs());
  await later();
  expect(result.current.value).toEqual({ text: 'theirs', kind: 'b' });
  expect(result.current.state).toBe('idle');
});

test('without a network it stays on the device, and goes when that is back', async () => {
  const server = draftsOfServer();
  let up = false;
  const answers = Object.fromEntries(
    Object.entries(server.answers).map(([name, answer]) => [
      name,
      (variables: never) => {
        if (!up) throw new TypeError('no network');
        return (answer as (variables: never) => unknown)(variables);
      },
    ]),
  );
  const { result } = device(server, answers);
  act(() => result.current.change({ text: 'on the train' }));
  await later(10_000);
  expect(result.current.state).toBe('kept');
  expect(result.current.value.text).toBe('on the train');
  up = true;
  act(() => void dispatchEvent(new Event('online')));
  await later(0);
  await later();
  expect(textOf(server)).toMatchObject({ text: 'on the train' });
});

test('what was sent or given up is forgotten everywhere', async () => {
  const server = draftsOfServer();
  const { result } = device(server);
  await later(0);
  act(() => result.current.change({ text: 'You' }));
  await later();
  act(() => result.current.clear());
  await later();
  expect(server.kept.size).toBe(0);
  expect(result.current.value).toEqual(EMPTY);
  expect(Object.keys(localStorage).filter((key) => key.startsWith('erm.draft'))).toEqual([]);
});

test('what was on its way when it was sent does not come back', async () => {
  const server = draftsOfServer();
  let release = () => {};
  const answers = {
    ...server.answers,
    SaveFeedbackDraft: async (variables: never) => {
      await new Promise<void>((resolve) => (release = resolve));
      return server.answers.SaveFeedbackDraft(variables);
    },
  };
  const { result } = device(server, answers);
  await later(0);
  act(() => result.current.change({ text: 'You' }));
  await later();
  act(() => result.current.clear());
  await later();
  release();
  await later();
  expect(server.kept.size).toBe(0);
  expect(result.current.value).toEqual(EMPTY);
});

test('without a session there is only the device', async () => {
  const server = draftsOfServer();
  const { result, sent } = device(server, server.answers, null);
  act(() => result.current.change({ text: 'a guest' }));
  await later(20_000);
  expect(sent).toEqual([]);
  expect(result.current.value.text).toBe('a guest');
});
