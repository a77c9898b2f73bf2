import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptPush } from '@/lib/keptPush';
import { type Answers, ann, show } from '@/test/render';
import { AccountMenu } from './AccountMenu';

const PUSH = { key: 'BKey', endpoint: 'https://push.example/1', id: 'd1', device: 'Chrome on Linux' };
const signedOut = { signOut: { __typename: 'SignOutSuccess', signedOut: true } };
const ended = {
  unsubscribePush: {
    __typename: 'UnsubscribePushSuccess',
    viewer: { __typename: 'Viewer', notificationChoices: { __typename: 'NotificationChoices', pushDevices: [] } },
  },
};
let subscribed = true;

beforeEach(() => {
  localStorage.clear();
  subscribed = true;
  const unsubscribe = async () => {
    subscribed = false;
    return true;
  };
  const subscription = { endpoint: PUSH.endpoint, options: {}, unsubscribe };
  const registration = { pushManager: { getSubscription: async () => (subscribed ? subscription : null) } };
  vi.stubGlobal('caches', { delete: async () => true });
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: async () => registration },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

async function leave(answers: Answers): Promise<string[]> {
  const { user, sent } = show(<AccountMenu />, { answers });
  await user.click(screen.getByRole('button', { name: 'Your menu' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
  await waitFor(() => expect(sent.map(({ operationName }) => operationName)).toContain('SignOut'));
  const push = sent.find(({ operationName }) => operationName === 'UnsubscribePush');
  if (push) expect(push.variables).toEqual({ input: { endpoint: PUSH.endpoint } });
  return sent.map(({ operationName }) => operationName);
}

test('whoever signs out is told nothing more in this browser, and the server hears it while it listens', async () => {
  keptPush.write({ personId: ann.personId, ...PUSH });
  expect(await leave({ SignOut: signedOut, UnsubscribePush: ended })).toEqual(['UnsubscribePush', 'SignOut']);
  expect(subscribed).toBe(false);
  // Whoever comes back finds it switched on.
  expect(keptPush.read()?.endpoint).toBe(PUSH.endpoint);
});

test('a server that does not take it keeps nobody from leaving', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  keptPush.write({ personId: ann.personId, ...PUSH });
  const refuse = () => {
    throw new Error('away');
  };
  expect(await leave({ SignOut: signedOut, UnsubscribePush: refuse })).toEqual(['UnsubscribePush', 'SignOut']);
  expect(subscribed).toBe(false);
});

test.each([
  ['who had none here', undefined],
  ['whose browser shows those of somebody else', { personId: 'somebody', ...PUSH }],
])('of somebody %s nothing is said', async (_, kept) => {
  if (kept) keptPush.write(kept);
  expect(await leave({ SignOut: signedOut })).toEqual(['SignOut']);
  expect(subscribed).toBe(true);
});
