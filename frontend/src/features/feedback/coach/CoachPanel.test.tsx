import { readFileSync, readdirSync } from 'node:fs';
import { act, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import { EMPTY_NOTE, NoteFields } from '../NoteFields';

function Writing({ begun = '' }: { begun?: string }) {
  const [value, setValue] = useState({ ...EMPTY_NOTE, behaviour: begun });
  return (
    <form aria-label="note">
      <NoteFields
        value={value}
        change={(patch) => setValue((before) => ({ ...before, ...patch }))}
        fieldError={() => undefined}
      />
      <button type="submit">Send</button>
    </form>
  );
}

const pause = () => act(() => new Promise((resolve) => setTimeout(resolve, 1400)));

test('it shows the words, the reason and a proposal, below their field, and blocks nothing', async () => {
  const { user } = show(<Writing />);
  await user.type(screen.getByLabelText(/What you saw/), 'You always interrupt me in the stand-up, on Monday twice.');
  expect(screen.queryByRole('list')).toBeNull();
  await pause();
  const hints = within(screen.getAllByRole('list', { name: 'Hints on what you wrote' })[0] as HTMLElement);
  hints.getByText('Always, never, everyone.');
  expect(hints.getByText('always').tagName).toBe('MARK');
  hints.getByText(/Name the times that you mean/);
  expect((screen.getByRole('button', { name: 'Send' }) as HTMLButtonElement).disabled).toBe(false);
  // One polite voice says how many there are; the focus stays where one writes.
  const voice = screen.getByText('2 hints on what you wrote, below their fields.');
  expect(voice.getAttribute('role')).toBe('status');
  expect(document.activeElement).toBe(screen.getByLabelText(/What you saw/));
  await expectAccessible();
});

test('a hint can be left, and all of them switched off for good', async () => {
  const first = show(<Writing begun="You never ask." />);
  await pause();
  await first.user.click(screen.getByRole('button', { name: 'Leave it: Always, never, everyone.' }));
  expect(screen.queryByText('Always, never, everyone.')).toBeNull();
  screen.getByText('Too short to help.');
  expect(document.activeElement).toBe(screen.getByLabelText(/What you saw/));
  await first.user.click(screen.getByRole('switch', { name: /Hints while I write/ }));
  expect(screen.queryByText('Too short to help.')).toBeNull();
  first.unmount();
  show(<Writing begun="You never ask." />);
  await pause();
  expect(screen.queryByText('Always, never, everyone.')).toBeNull();
});

test('what one writes goes nowhere for it', async () => {
  const nowhere = vi.fn(() => {
    throw new Error('the coach has asked somebody');
  });
  vi.stubGlobal('fetch', nowhere);
  vi.stubGlobal('XMLHttpRequest', nowhere);
  vi.stubGlobal('WebSocket', nowhere);
  vi.stubGlobal('EventSource', nowhere);
  vi.stubGlobal('Worker', nowhere);
  Object.defineProperty(navigator, 'sendBeacon', { value: nowhere, configurable: true });
  const before = { ...localStorage };
  const { user, sent } = show(<Writing />);
  await user.type(screen.getByLabelText(/What you saw/), 'You are lazy.');
  await pause();
  screen.getByText('About the person rather than the work.');
  expect(nowhere).not.toHaveBeenCalled();
  expect(sent).toEqual([]);
  expect({ ...localStorage }).toEqual(before);
  vi.unstubAllGlobals();
});

test('its source reaches for no network and knows no part of the SPA that does', () => {
  const folder = import.meta.dirname;
  const sources = readdirSync(folder).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  expect(sources.length).toBeGreaterThan(5);
  for (const name of sources) {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    expect([name, /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|Worker|import)\s*\(/.test(text)]).toEqual([name, false]);
    for (const [, target = ''] of text.matchAll(/from '([^']+)'/g)) {
      expect([name, target]).toEqual([
        name,
        expect.stringMatching(/^(\.\/|react$|react-i18next$|@mantine\/core$|@tabler\/icons-react$|@\/lib\/usePreference$)/),
      ]);
    }
  }
});
