import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import NotificationSettingsPage from '@/app/pages/NotificationSettingsPage';
import { keptPush } from '@/lib/keptPush';
import { ann, expectAccessible, show } from '@/test/render';

const cell = (channel: string, more: Record<string, unknown> = {}) => ({
  __typename: 'NotificationCell',
  channel,
  wanted: true,
  required: false,
  impossible: false,
  ...more,
});
const kind = (name: string, area: string, more: Record<string, unknown> = {}) => ({
  __typename: 'NotificationKindChoice',
  kind: name,
  area,
  gathered: false,
  cells: [cell('MAIL'), cell('CHAT'), cell('PUSH', { wanted: false })],
  ...more,
});

const choices = (more: Record<string, unknown> = {}) => ({
  viewer: {
    __typename: 'Viewer',
    notificationChoices: {
      __typename: 'NotificationChoices',
      channels: ['MAIL', 'CHAT', 'PUSH'],
      kinds: [
        kind('REVIEWS_REMINDED', 'REVIEWS', {
          cells: [cell('MAIL', { required: true }), cell('CHAT', { impossible: true }), cell('PUSH')],
        }),
        kind('KUDOS_REACTED', 'RECOGNITION', { gathered: true }),
      ],
      quietFrom: 20,
      quietTo: 7,
      daysOff: [6, 7],
      pausedUntil: null,
      chat: null,
      chatServices: ['SLACK', 'MATTERMOST'],
      pushKey: 'BKey',
      pushDevices: [],
      ...more,
    },
  },
});
const done = (field: string, type: string, viewer: Record<string, unknown> = { notificationChoices: { quietFrom: 20 } }) => ({
  [field]: { __typename: type, viewer: { __typename: 'Viewer', ...viewer } },
});
const refusal = (field: string, message: string, of: string | null = null) => ({
  [field]: { __typename: 'Refusal', kind: 'NOT_ALLOWED', code: 'X', message, field: of },
});

const page = (
  <main>
    <NotificationSettingsPage />
  </main>
);
const of = (sent: readonly { operationName: string; variables: unknown }[], name: string) =>
  sent.filter((one) => one.operationName === name).map((one) => one.variables);

test('a table with headers of rows and columns says what goes where, and why not otherwise', async () => {
  show(page, { answers: { NotificationSettingsPage: choices() } });
  const table = await screen.findByRole('table');
  expect(within(table).getAllByRole('columnheader').map((one) => one.textContent)).toEqual([
    'What happens',
    'Mail',
    'Chat',
    'Browser',
  ]);
  expect(within(table).getAllByRole('rowheader').map((one) => one.textContent)).toContain(
    'A reaction to my thanksTold together with others, once a day at most',
  );
  const fixed = within(table).getByRole<HTMLInputElement>('switch', { name: 'Reviews that I owe are due soon: Mail' });
  expect(fixed.disabled && fixed.checked).toBe(true);
  expect(within(table).getByText('Always')).toBeTruthy();
  expect(screen.getByText(/lets nobody switch this off/)).toBeTruthy();
  expect(within(table).getByText('Never goes this way')).toBeTruthy();
  expect(screen.getByText(/You have not connected a chat yet/)).toBeTruthy();
  await expectAccessible();
});

test('each change is saved at once by keyboard, and taken back where it is refused', async () => {
  let refuses = false;
  const { user, sent } = show(page, {
    answers: {
      NotificationSettingsPage: choices(),
      ChooseNotifications: () =>
        refuses
          ? refusal('chooseNotifications', 'The company asks for this.')
          : done('chooseNotifications', 'ChooseNotificationsSuccess'),
    },
  });
  const mail = await screen.findByRole<HTMLInputElement>('switch', { name: 'A reaction to my thanks: Mail' });
  mail.focus();
  await user.keyboard(' ');
  await waitFor(() =>
    expect(of(sent, 'ChooseNotifications')).toEqual([
      { input: { kind: 'KUDOS_REACTED', channel: 'MAIL', wanted: false } },
    ]),
  );
  refuses = true;
  const chat = screen.getByRole<HTMLInputElement>('switch', { name: 'A reaction to my thanks: Chat' });
  await user.click(chat);
  expect(await screen.findByText('It stays as it was. The company asks for this.')).toBeTruthy();
  expect(chat.checked).toBe(true);
});

test('on a phone each kind is a card with its switches', async () => {
  const before = window.matchMedia;
  window.matchMedia = (query: string) => ({ ...before(query), matches: query.includes('max-width') });
  try {
    show(page, { answers: { NotificationSettingsPage: choices() } });
    const card = await screen.findByRole('group', { name: /^A reaction to my thanks/ });
    expect(within(card).getAllByRole('switch').map((one) => one.getAttribute('aria-label') ?? one.id).length).toBe(3);
    expect(within(card).getByRole('switch', { name: 'Mail' })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
    const required = screen.getByRole('group', { name: 'Reviews that I owe are due soon' });
    expect(within(required).getByText('Always')).toBeTruthy();
    await expectAccessible();
  } finally {
    window.matchMedia = before;
  }
});

test('quiet hours, days off and a pause are saved as they are chosen', async () => {
  const { user, sent } = show(page, {
    answers: {
      NotificationSettingsPage: choices(),
      SetReach: ({ input }: Record<string, unknown>) =>
        (input as { daysOff: number[] }).daysOff.includes(5)
          ? refusal('setReach', 'Leave at least one day.', 'daysOff')
          : done('setReach', 'SetReachSuccess'),
    },
  });
  await user.selectOptions(await screen.findByRole('combobox', { name: 'From' }), '22:00');
  await waitFor(() =>
    expect(of(sent, 'SetReach').at(-1)).toEqual({
      input: { quietFrom: 22, quietTo: 7, daysOff: [6, 7], pausedUntil: null },
    }),
  );
  await user.click(screen.getByRole('checkbox', { name: 'Friday' }));
  expect(await screen.findByText('Leave at least one day.')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Friday' }).checked).toBe(false);
  const day = screen.getByLabelText(/First day on which I can be reached again/);
  await user.type(day, '2026-12-01');
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  await waitFor(() =>
    expect(of(sent, 'SetReach').at(-1)).toMatchObject({ input: { pausedUntil: '2026-12-01' } }),
  );
});

test('a pause says until when, and can be ended', async () => {
  const { user, sent } = show(page, {
    answers: {
      NotificationSettingsPage: choices({ pausedUntil: '2026-12-01' }),
      SetReach: done('setReach', 'SetReachSuccess'),
    },
  });
  expect(await screen.findByText('Paused: nothing reaches you before 1 December.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'End the pause' }));
  await waitFor(() => expect(of(sent, 'SetReach')[0]).toMatchObject({ input: { pausedUntil: null } }));
});

test('a chat is tried before it is kept, and its address stays nowhere on the device', async () => {
  let connected = false;
  const { user, sent } = show(page, {
    answers: {
      NotificationSettingsPage: () =>
        choices(
          connected
            ? { chat: { __typename: 'PersonalChat', service: 'SLACK', hint: 'https://hooks.slack.com/…', failing: false } }
            : {},
        ),
      ConnectChat: ({ input }: Record<string, unknown>) => {
        if ((input as { address: string }).address.includes('wrong')) {
          return refusal('connectChat', 'The chat did not take the test.', 'address');
        }
        connected = true;
        return done('connectChat', 'ConnectChatSuccess');
      },
      DisconnectChat: () => {
        connected = false;
        return done('disconnectChat', 'DisconnectChatSuccess');
      },
    },
  });
  const address = await screen.findByRole('textbox', { name: /^Address/ });
  await user.type(address, 'https://hooks.slack.com/services/wrong');
  await user.click(screen.getByRole('button', { name: 'Connect, and send a test' }));
  expect(await screen.findByText('The chat did not take the test.')).toBeTruthy();
  await user.clear(address);
  await user.type(address, 'https://hooks.slack.com/services/secret');
  await user.click(screen.getByRole('button', { name: 'Connect, and send a test' }));
  expect(await screen.findByText('Connected: Slack')).toBeTruthy();
  expect(JSON.stringify({ ...localStorage })).not.toContain('secret');
  await user.click(screen.getByRole('button', { name: 'Disconnect' }));
  const dialog = await screen.findByRole('dialog', { name: 'Disconnect this chat?' });
  await user.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
  expect(await screen.findByRole('button', { name: 'Connect, and send a test' })).toBeTruthy();
  expect(of(sent, 'ConnectChat')).toHaveLength(2);
});

test('where the company allows no chats nothing is said of them', async () => {
  show(page, {
    answers: { NotificationSettingsPage: choices({ channels: ['MAIL', 'PUSH'], chatServices: [] }) },
  });
  await screen.findByRole('table');
  expect(screen.queryByText('A chat of your own')).toBeNull();
  expect(screen.queryByRole('columnheader', { name: 'Chat' })).toBeNull();
});

/** A browser that can show messages, as far as this page sees it. */
class FakeBrowser {
  subscription: { endpoint: string; options: object; toJSON: () => object; unsubscribe: () => Promise<boolean> } | null =
    null;
  asked = 0;
  constructor(permission: NotificationPermission, answer: NotificationPermission = 'granted') {
    const notification = {
      permission,
      requestPermission: async () => {
        this.asked += 1;
        notification.permission = answer;
        return answer;
      },
    };
    const registration = {
      pushManager: {
        getSubscription: async () => this.subscription,
        subscribe: async () => {
          this.subscription = {
            endpoint: 'https://push.example/1',
            options: {},
            toJSON: () => ({ keys: { p256dh: 'P', auth: 'A' } }),
            unsubscribe: async () => {
              this.subscription = null;
              return true;
            },
          };
          return this.subscription;
        },
      },
    };
    vi.stubGlobal('Notification', notification);
    vi.stubGlobal('PushManager', class {});
    vi.stubGlobal('caches', { open: async () => ({ put: async () => undefined }), delete: async () => true });
    Object.defineProperty(navigator, 'serviceWorker', {
      configurable: true,
      value: { getRegistration: async () => registration },
    });
  }
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

test('a browser that cannot show messages, or may not, says so plainly', async () => {
  const { unmount } = show(page, { answers: { NotificationSettingsPage: choices() } });
  expect(await screen.findByText(/This browser cannot show messages/)).toBeTruthy();
  unmount();
  const browser = new FakeBrowser('denied');
  show(page, { answers: { NotificationSettingsPage: choices() } });
  expect(await screen.findByText(/You once refused messages of this page/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show messages in this browser' })).toBeNull();
  expect(browser.asked).toBe(0);
});

test('permission is asked for on the click and not before, and no is an answer', async () => {
  const browser = new FakeBrowser('default', 'default');
  const { user, sent } = show(page, { answers: { NotificationSettingsPage: choices() } });
  const button = await screen.findByRole('button', { name: 'Show messages in this browser' });
  expect(browser.asked).toBe(0);
  await user.click(button);
  expect(await screen.findByText(/was not allowed to show messages/)).toBeTruthy();
  expect(browser.asked).toBe(1);
  expect(of(sent, 'SubscribePush')).toEqual([]);
});

test('this browser begins to show messages, is known among the others, and ends it', async () => {
  const browser = new FakeBrowser('default');
  let devices: object[] = [];
  const device = { __typename: 'PushDevice', id: 'd1', device: 'Chrome on Linux', createdAt: '2026-11-21T09:00:00Z' };
  const { user, sent } = show(page, {
    answers: {
      NotificationSettingsPage: () => choices({ pushDevices: devices }),
      SubscribePush: () => {
        devices = [device];
        return done('subscribePush', 'SubscribePushSuccess', {
          notificationChoices: { __typename: 'NotificationChoices', pushDevices: devices },
        });
      },
      UnsubscribePush: () => {
        devices = [];
        return done('unsubscribePush', 'UnsubscribePushSuccess', {
          notificationChoices: { __typename: 'NotificationChoices', pushDevices: devices },
        });
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Show messages in this browser' }));
  expect(await screen.findByText('This browser shows messages.')).toBeTruthy();
  expect(of(sent, 'SubscribePush')).toMatchObject([
    { input: { endpoint: 'https://push.example/1', p256dh: 'P', auth: 'A' } },
  ]);
  expect(screen.getByText(/this browser\)/)).toBeTruthy();
  expect(keptPush.read()).toMatchObject({ personId: ann.personId, id: 'd1', endpoint: 'https://push.example/1' });
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Remove Chrome on Linux' }));
  expect(await screen.findByRole('button', { name: 'Show messages in this browser' })).toBeTruthy();
  expect(of(sent, 'UnsubscribePush')).toEqual([{ input: { id: 'd1' } }]);
  expect(browser.subscription).toBeNull();
  expect(keptPush.read()).toBeUndefined();
});
