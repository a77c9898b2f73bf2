import { webcrypto } from 'node:crypto';
import { cleanup, configure } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { startI18n } from '@/lib/i18n';

// A busy machine needs several seconds for what is there at once on a quiet one.
configure({ asyncUtilTimeout: 10_000 });

// What jsdom has not and Mantine asks for.
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  }) as MediaQueryList;
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
// jsdom's `crypto` knows random numbers only.
if (!('subtle' in crypto)) Object.defineProperty(crypto, 'subtle', { value: webcrypto.subtle });
window.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};
if (!('fonts' in document)) {
  Object.defineProperty(document, 'fonts', {
    value: { addEventListener: () => {}, removeEventListener: () => {} },
  });
}

beforeAll(async () => {
  await startI18n('en');
  const names = Object.keys(import.meta.glob('../locales/en/*.json')).map((path) =>
    path.replace(/^.*\/(.*)\.json$/, '$1'),
  );
  await i18next.loadNamespaces(names);
});

beforeEach(() => localStorage.clear());
// What a test says of days holds on every day. Only the clock: timers go on in real time.
beforeEach(() => vi.setSystemTime(new Date('2026-11-21T12:00:00Z')));
afterEach(cleanup);
afterEach(() => vi.useRealTimers());
// Nothing is listened to in tests, unless a test says so.
class SilentWebSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = 0;
  send() {}
  close() {
    this.readyState = 3;
  }
}
window.WebSocket = SilentWebSocket as unknown as typeof WebSocket;
