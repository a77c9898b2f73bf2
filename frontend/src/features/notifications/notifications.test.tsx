import { act, screen, waitFor, within } from '@testing-library/react';
import i18next from 'i18next';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SubscriptionSink } from '@/lib/subscriptions';
import { expectAccessible, person, show } from '@/test/render';
import { Bell } from './Bell';
import { byDay } from './days';
import { Notifications } from './Notifications';

interface News {
  notificationNews: { unseen: number; notification: { id: string } | null };
}

/** Every subscription that was begun, in the hand of the test. */
const listening: SubscriptionSink<News>[] = [];
vi.mock('@/lib/subscriptions', () => ({
  listen: (_document: unknown, _variables: unknown, sink: SubscriptionSink<News>) => {
    listening.push(sink);
    sink.open();
    return () => {};
  },
}));

beforeEach(() => {
  listening.length = 0;
});

const line = (id: string, kind: string, more: Record<string, unknown> = {}) => ({
  __typename: 'NotificationEdge',
  node: {
    __typename: 'Notification',
    id,
    kind,
    area: 'RECOGNITION',
    others: 0,
    title: 'For going back to the shop.',
    path: `/recognition/${id}`,
    seen: false,
    createdAt: '2026-11-21T09:00:00Z',
    person: person('Bo Ray'),
    ...more,
  },
});

const page = (edges: ReturnType<typeof line>[], endCursor: string | null = null) => ({
  viewer: {
    __typename: 'Viewer',
    notifications: {
      __typename: 'NotificationConnection',
      edges,
      pageInfo: { __typename: 'PageInfo', hasNextPage: endCursor !== null, endCursor },
    },
  },
});
const marked = {
  markNotificationsSeen: {
    __typename: 'MarkNotificationsSeenSuccess',
    viewer: { __typename: 'Viewer', unseenNotifications: 0 },
  },
};

test('lines stand by day, say who did what about what, and lead there', async () => {
  show(<Notifications />, {
    answers: {
      Notifications: page([
        line('n3', 'KUDOS_RECEIVED', { title: 'For **going** back.' }),
        line('n2', 'KUDOS_REACTED', { seen: true, others: 3, createdAt: '2026-11-20T22:30:00Z' }),
        line('n1', 'SURVEY_OPENED', {
          seen: true,
          person: null,
          area: 'ENGAGEMENT',
          title: 'Autumn',
          path: '/engagement',
          createdAt: '2026-11-20T09:00:00Z',
        }),
      ]),
    },
  });
  const today = await screen.findByRole('list', { name: 'Notifications of today' });
  // 22:30 in London is half past eleven in Berlin: still the day before.
  const yesterday = screen.getByRole('list', { name: 'Notifications of yesterday' });
  expect(within(today).getByRole('link', { name: 'Bo Ray thanks you' }).getAttribute('href')).toBe(
    '/recognition/n3',
  );
  expect(within(today).getByText('For going back.')).toBeTruthy();
  expect(within(yesterday).getByRole('link', { name: 'Bo Ray and 3 others reacted to thanks of yours' })).toBeTruthy();
  expect(within(yesterday).getByRole('link', { name: 'A survey is open for you' }).getAttribute('href')).toBe(
    '/engagement',
  );
  await expectAccessible();
});

test('what is new says so in words, and all of it can be marked as seen', async () => {
  let seen = false;
  const { user, sent } = show(<Notifications />, {
    answers: {
      Notifications: () => page([line('n2', 'KUDOS_RECEIVED', { seen }), line('n1', 'KUDOS_MENTIONED', { seen: true })]),
      MarkNotificationsSeen: () => {
        seen = true;
        return marked;
      },
    },
  });
  const fresh = (await screen.findByRole('link', { name: 'Bo Ray thanks you' })).closest('li') as HTMLElement;
  expect(within(fresh).getByText('New')).toBeTruthy();
  const old = screen.getByRole('link', { name: 'Bo Ray mentioned you' }).closest('li') as HTMLElement;
  expect(within(old).queryByText('New')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Mark all as seen' }));
  await waitFor(() => expect(screen.queryByText('New')).toBeNull());
  expect(sent.find((one) => one.operationName === 'MarkNotificationsSeen')?.variables).toEqual({
    input: { upTo: 'n2' },
  });
  expect(screen.queryByRole('button', { name: 'Mark all as seen' })).toBeNull();
});

test('the part of the product and what is new are chosen in the address', async () => {
  const { user, sent } = show(<Notifications />, {
    at: '/notifications?new=1',
    answers: { Notifications: page([]) },
  });
  await screen.findByText('Nothing new');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Part of erm' }), 'Feedback');
  await waitFor(() =>
    expect(sent.at(-1)?.variables).toEqual({ first: 30, after: null, area: 'FEEDBACK', unseenOnly: true }),
  );
  await user.click(await screen.findByRole('radio', { name: 'All' }));
  expect(await screen.findByText('Nothing here')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Show all' }));
  expect(await screen.findByText('Nothing has happened yet that concerns you')).toBeTruthy();
  await expectAccessible();
});

test('older ones are read after the last, and a failure to read them loses nothing', async () => {
  let fails = true;
  const { user, sent } = show(<Notifications />, {
    answers: {
      Notifications: ({ after }: Record<string, unknown>) => {
        if (!after) return page([line('n3', 'KUDOS_RECEIVED')], 'n3');
        if (fails) return new Response(JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] }), {
          headers: { 'content-type': 'application/graphql-response+json' },
        });
        return page([line('n1', 'KUDOS_COMMENTED', { seen: true })]);
      },
    },
  });
  const more = await screen.findByRole('button', { name: 'Show older ones' });
  await user.click(more);
  expect(await screen.findByText('The older ones could not be read.')).toBeTruthy();
  fails = false;
  await user.click(screen.getByRole('button', { name: 'Show older ones' }));
  expect(await screen.findByRole('link', { name: 'Bo Ray commented on thanks of yours' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Bo Ray thanks you' })).toBeTruthy();
  expect(sent.at(-1)?.variables).toMatchObject({ after: 'n3' });
  expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull();
});

test('a failure says so and can be tried again', async () => {
  let fails = true;
  const { user } = show(<Notifications />, {
    answers: {
      Notifications: () =>
        fails
          ? new Response(JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'INTERNAL', id: 'x1' } }] }), {
              headers: { 'content-type': 'application/graphql-response+json' },
            })
          : page([line('n3', 'KUDOS_RECEIVED')]),
    },
  });
  const again = await screen.findByRole('button', { name: 'Try again' });
  fails = false;
  await user.click(again);
  expect(await screen.findByRole('link', { name: 'Bo Ray thanks you' })).toBeTruthy();
});

test('the bell tells how many are new, hears of more, and the list shows them', async () => {
  let rows = [line('n1', 'KUDOS_RECEIVED')];
  show(
    <>
      <Bell />
      <Notifications />
    </>,
    {
      answers: {
        UnseenNotifications: { viewer: { __typename: 'Viewer', unseenNotifications: 3 } },
        Notifications: () => page(rows),
      },
    },
  );
  expect(await screen.findByRole('link', { name: 'Notifications: 3 new ones' })).toBeTruthy();
  await waitFor(() => expect(listening).toHaveLength(1));
  rows = [line('n2', 'FEEDBACK_REQUESTED', { area: 'FEEDBACK' }), ...rows];
  act(() => listening[0]?.next({ notificationNews: { unseen: 4, notification: { id: 'n2' } } }));
  expect(await screen.findByRole('link', { name: 'Notifications: 4 new ones' })).toBeTruthy();
  expect(screen.getByText('1 new notification has come.')).toBeTruthy();
  expect(await screen.findByRole('link', { name: 'Bo Ray asks you for feedback' })).toBeTruthy();
  act(() => listening[0]?.next({ notificationNews: { unseen: 100, notification: null } }));
  expect(screen.getByRole('link', { name: 'Notifications: more than 99 new ones' })).toBeTruthy();
  act(() => listening[0]?.next({ notificationNews: { unseen: 0, notification: null } }));
  expect(screen.getByRole('link', { name: 'Notifications' })).toBeTruthy();
});

test('days are those of the viewer’s calendar', () => {
  const rows = [{ createdAt: '2026-11-21T00:30:00Z' }, { createdAt: '2026-11-20T22:30:00Z' }];
  expect(byDay(rows, 'UTC').map(({ date }) => date)).toEqual(['2026-11-21', '2026-11-20']);
  expect(byDay(rows, 'Asia/Tokyo').map(({ date, rows: of }) => [date, of.length])).toEqual([['2026-11-21', 2]]);
});

describe('every kind has its sentences in both languages', () => {
  const catalogues = import.meta.glob<Record<string, string>>('../../locales/*/{notifications,reach}.json', {
    eager: true,
    import: 'default',
  });
  test.each(['en', 'ru'])('%s', (language) => {
    const texts = catalogues[`../../locales/${language}/notifications.json`] ?? {};
    const names = catalogues[`../../locales/${language}/reach.json`] ?? {};
    const kinds = Object.keys(names).flatMap((key) => /^kind\.(.*)$/.exec(key)?.[1] ?? []);
    expect(kinds.length).toBeGreaterThanOrEqual(38);
    for (const kind of kinds) {
      expect(texts[`said.${kind}`]).toContain('{name}');
      expect(texts[`nobody.${kind}`]).not.toContain('{name}');
    }
  });

  test('Russian counts others by its own rules', async () => {
    const ru = i18next.getFixedT('ru', 'notifications');
    await i18next.loadLanguages('ru');
    const said = (count: number) => ru('several.KUDOS_REACTED', { name: 'Bo Ray', count });
    expect(said(1)).toBe('Bo Ray и ещё 1 человек реагируют на вашу благодарность');
    expect(said(3)).toContain('ещё 3 человека');
    expect(said(11)).toContain('ещё 11 человек ');
    expect(said(21)).toContain('ещё 21 человек ');
  });
});
