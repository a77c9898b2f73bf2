import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test, vi } from 'vitest';

const SOURCE = readFileSync(resolve(import.meta.dirname, '../../../../public/sw.js'), 'utf8');
const ORIGIN = 'https://erm.test';

interface Happening {
  waitUntil: (work: Promise<unknown>) => void;
}
type Listener = (event: Happening & Record<string, unknown>) => void;

/** The service worker's file, run in a world of which the test sees everything. */
function worker({ windows = [] as object[], note = undefined as object | undefined } = {}) {
  const listeners: Record<string, Listener> = {};
  const shown: { title: string; options: { body: string; tag: string; data: { path: string } } }[] = [];
  const opened: string[] = [];
  const subscribed: object[] = [];
  const sent: { url: string; body: unknown }[] = [];
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (name: string, listener: Listener) => {
      listeners[name] = listener;
    },
    registration: {
      showNotification: async (title: string, options: (typeof shown)[number]['options']) => {
        shown.push({ title, options });
      },
      pushManager: {
        subscribe: async (options: object) => {
          subscribed.push(options);
          return { toJSON: () => ({ endpoint: 'https://push.example/2', keys: { p256dh: 'P', auth: 'A' } }) };
        },
      },
    },
    clients: { matchAll: async () => windows, openWindow: async (path: string) => opened.push(path) },
  };
  const caches = { match: async () => (note ? { json: async () => note } : undefined) };
  const send = async (url: string, init: RequestInit) => {
    sent.push({ url, body: JSON.parse(String(init.body)) });
    return new Response('{}');
  };
  new Function('self', 'caches', 'fetch', SOURCE)(self, caches, send);
  const happen = async (name: string, event: Record<string, unknown>) => {
    const work: Promise<unknown>[] = [];
    listeners[name]?.({ ...event, waitUntil: (one) => void work.push(one) });
    await Promise.all(work);
  };
  return { happen, shown, opened, subscribed, sent };
}

const message = (data: unknown) => ({ data: { json: () => data } });
const clicked = (path: unknown) => ({ notification: { close: () => {}, data: { path } } });

test('a message shows its words, and keeps the path for the click', async () => {
  const { happen, shown } = worker();
  await happen('push', message({ kind: 'KUDOS_RECEIVED', words: 'Sofia thanked you', path: '/recognition/k1' }));
  expect(shown).toEqual([
    {
      title: 'erm',
      options: { body: 'Sofia thanked you', icon: '/icon.svg', tag: '/recognition/k1', data: { path: '/recognition/k1' } },
    },
  ]);
});

test.each([
  ['nothing at all', { data: null }],
  ['no JSON', { data: { json: () => JSON.parse('{') } }],
  ['no words', message({})],
])('a message of %s is shown all the same, and leads to the list', async (_name, event) => {
  const { happen, shown } = worker();
  await happen('push', event);
  expect(shown.map(({ options }) => [options.body, options.data.path])).toEqual([['', '/notifications']]);
});

test.each([
  ['/recognition/k1?x=1#c', '/recognition/k1?x=1#c'],
  ['https://evil.example/', '/notifications'],
  ['//evil.example/', '/notifications'],
  ['/\\evil.example/', '/notifications'],
  ['javascript:alert(1)', '/notifications'],
  [undefined, '/notifications'],
])('a click on %s opens %s', async (path, where) => {
  const { happen, opened } = worker();
  await happen('notificationclick', clicked(path));
  expect(opened).toEqual([where]);
});

test('a window that is open goes there without being loaded again', async () => {
  const told: unknown[] = [];
  const window = {
    focused: true,
    focus: vi.fn(async () => undefined),
    postMessage: (data: unknown, [port]: [MessagePort]) => {
      told.push(data);
      port.postMessage(true);
    },
  };
  const { happen, opened } = worker({ windows: [window] });
  await happen('notificationclick', clicked('/meetings/m1'));
  expect(told).toEqual([{ open: '/meetings/m1' }]);
  expect(window.focus).toHaveBeenCalledOnce();
  expect(opened).toEqual([]);
});

test('one that does not answer is left alone', async () => {
  const window = { focused: true, focus: vi.fn(), postMessage: () => {} };
  const { happen, opened } = worker({ windows: [window] });
  await happen('notificationclick', clicked('/meetings/m1'));
  expect(opened).toEqual(['/meetings/m1']);
});

test('a subscription that the browser changes is told to the server, by what a page has noted', async () => {
  const note = { key: 'K', device: 'Chrome on Linux', documentId: 'sha256:abc', operationName: 'SubscribePush' };
  const { happen, subscribed, sent } = worker({ note });
  await happen('pushsubscriptionchange', {});
  expect(subscribed).toEqual([{ userVisibleOnly: true, applicationServerKey: 'K' }]);
  expect(sent).toEqual([
    {
      url: '/graphql',
      body: {
        documentId: 'sha256:abc',
        operationName: 'SubscribePush',
        variables: {
          input: { endpoint: 'https://push.example/2', p256dh: 'P', auth: 'A', device: 'Chrome on Linux' },
        },
      },
    },
  ]);
});

test('where nobody wanted messages a change is nobody’s concern', async () => {
  const { happen, subscribed, sent } = worker();
  await happen('pushsubscriptionchange', {});
  expect([subscribed, sent]).toEqual([[], []]);
});
