import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import RecognitionPage from '@/app/pages/RecognitionPage';
import type { SubscriptionSink } from '@/lib/subscriptions';
import { expectAccessible, show } from '@/test/render';
import { around, cy, feed, kudos, me, refusal } from '../test/kudos';
import { freshUntil } from './Feed';

type News = { kudosNews: Record<string, unknown> };
interface Listening {
  variables: { after?: number | null };
  sink: SubscriptionSink<News>;
  stopped: boolean;
}

/** Every subscription that was begun, in the hand of the test. */
const listening: Listening[] = [];
vi.mock('@/lib/subscriptions', () => ({
  listen: (_document: unknown, variables: Listening['variables'], sink: SubscriptionSink<News>) => {
    const one = { variables, sink, stopped: false };
    listening.push(one);
    sink.open();
    return () => {
      one.stopped = true;
    };
  },
}));

beforeEach(() => {
  listening.length = 0;
});

const page = (
  <main>
    <RecognitionPage />
  </main>
);
const newer = (id: string, minute: number, part: Record<string, unknown> = {}) =>
  kudos({ id, message: `News ${id}.`, createdAt: `2026-11-21T11:${minute}:00Z`, author: cy, ...part });

function tell(number: number, node: { id: string } | null, kudosId = node?.id) {
  act(() => {
    listening.at(-1)?.sink.next({
      kudosNews: { __typename: 'KudosNews', number, kudosId, kudos: node, gone: node === null },
    });
  });
}

const messages = () =>
  within(screen.getByRole('feed'))
    .getAllByRole('article')
    .map((card) => /(?:News \w+|Thank you for staying late|The older one|Mended)\./.exec(card.textContent ?? '')?.[0]);

/** As if the reader had scrolled so far that the top of the feed is above the screen. */
function scrolledDown() {
  const rect = { top: -900, bottom: 0, left: 0, right: 0, width: 0, height: 0, x: 0, y: -900 };
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(rect as DOMRect);
}

test('an empty feed teaches what will stand there', async () => {
  show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([]) } });
  await screen.findByText('Nobody has been thanked here yet.');
  await expectAccessible();
});

test('who is thanked by whom is the name of a card, and its place is counted', async () => {
  show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([kudos()]) } });
  const card = await screen.findByRole('article', { name: 'Mo Diaz says thank you to Bo Chen' });
  expect(card.getAttribute('aria-posinset')).toBe('1');
  expect(card.getAttribute('aria-setsize')).toBe('-1');
  await expectAccessible();
});

test('older thanks come after those that are shown', async () => {
  const { user, sent } = show(page, {
    at: '/recognition',
    answers: {
      ...around,
      KudosFeed: ({ after }: Record<string, unknown>) =>
        after
          ? feed([kudos({ id: 'k2', message: 'The older one.', createdAt: '2026-11-19T09:00:00Z' })])
          : feed([kudos()], { next: 'c1' }),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Show older ones' }));
  await screen.findByText('The older one.');
  expect(messages()).toEqual(['Thank you for staying late.', 'The older one.']);
  expect(sent.filter((one) => one.operationName === 'KudosFeed').at(-1)?.variables['after']).toBe('c1');
  expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull();
});

test('new thanks appear by themselves at the top, once, and are told of', async () => {
  show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([kudos()], { number: 7 }) } });
  await screen.findByText('Thank you for staying late.');
  expect(listening.at(-1)?.variables).toEqual({ after: 7 });
  tell(8, newer('n1', 10));
  tell(8, newer('n1', 10));
  tell(9, newer('n1', 10, { message: 'News n1.', commentCount: 3 }));
  expect(messages()).toEqual(['News n1.', 'Thank you for staying late.']);
  expect(screen.getByRole('button', { name: '3 comments' })).toBeTruthy();
  expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain('New thanks from Cy Young');
  await expectAccessible();
});

test('whoever reads further down is told how many there are, and comes to them by a button', async () => {
  const { user } = show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([kudos()]) } });
  await screen.findByText('Thank you for staying late.');
  scrolledDown();
  tell(8, newer('n1', 10));
  tell(9, newer('n2', 11));
  tell(10, newer('n3', 12));
  expect(messages()).toEqual(['Thank you for staying late.']);
  const button = screen.getByRole('button', { name: '3 new thanks' });
  expect(button.closest('[role=status]')).toBeTruthy();
  await expectAccessible();
  await user.click(button);
  expect(messages()).toEqual(['News n3.', 'News n2.', 'News n1.', 'Thank you for staying late.']);
  expect(screen.queryByRole('button', { name: /new thanks/ })).toBeNull();
  await waitFor(() => expect(document.activeElement?.textContent).toContain('News n3.'));
});

test('nothing moves under whoever is writing a comment', async () => {
  const { user } = show(page, {
    at: '/recognition',
    answers: {
      ...around,
      KudosFeed: feed([kudos()]),
      KudosComments: {
        kudos: { ...kudos(), comments: { __typename: 'KudosCommentConnection', totalCount: 0, edges: [] } },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Comment' }));
  await user.type(await screen.findByLabelText('Your comment'), 'Me');
  tell(8, newer('n1', 10));
  expect(messages()).toEqual(['Thank you for staying late.']);
  expect(screen.getByRole('button', { name: '1 new thank-you' })).toBeTruthy();
});

test("one's own thanks are never held back", async () => {
  show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([kudos()]) } });
  await screen.findByText('Thank you for staying late.');
  scrolledDown();
  tell(8, newer('n1', 10, { author: me }));
  expect(messages()).toEqual(['News n1.', 'Thank you for staying late.']);
});

test('what changes, changes where it stands; what is gone, goes', async () => {
  show(page, {
    at: '/recognition',
    answers: { ...around, KudosFeed: feed([newer('n1', 10), kudos()]) },
  });
  await screen.findByText('Thank you for staying late.');
  tell(8, kudos({ message: 'Mended.', editedAt: '2026-11-21T11:59:00Z' }));
  expect(messages()).toEqual(['News n1.', 'Mended.']);
  expect(screen.getByRole('button', { name: 'edited' })).toBeTruthy();
  tell(9, null, 'n1');
  expect(messages()).toEqual(['Mended.']);
});

test('a connection that breaks goes on after the last number, and what is told again changes nothing', async () => {
  show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([kudos()], { number: 7 }) } });
  await screen.findByText('Thank you for staying late.');
  tell(12, newer('n1', 10));
  act(() => listening.at(-1)?.sink.end('lost'));
  await waitFor(() => expect(listening).toHaveLength(2), { timeout: 3000 });
  expect(listening.at(-1)?.variables).toEqual({ after: 12 });
  tell(12, newer('n1', 10));
  tell(13, newer('n2', 11));
  expect(messages()).toEqual(['News n2.', 'News n1.', 'Thank you for staying late.']);
});

test('leaving the page ends listening', async () => {
  const { unmount } = show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([kudos()]) } });
  await screen.findByText('Thank you for staying late.');
  unmount();
  expect(listening.every((one) => one.stopped)).toBe(true);
});

test('in a part of the feed the server says whether news belong there', async () => {
  let answer = feed([kudos()], { number: 7 });
  const { sent } = show(page, {
    at: '/recognition?value=v1&q=late',
    answers: { ...around, KudosFeed: () => answer },
  });
  const asked = () => sent.filter((one) => one.operationName === 'KudosFeed');
  await screen.findByText('Thank you for staying late.');
  expect(asked()[0]?.variables).toMatchObject({ companyValueId: 'v1', search: 'late', following: false });
  answer = feed([kudos()], { number: 8 });
  tell(8, newer('n1', 10));
  await waitFor(() => expect(asked()).toHaveLength(2), { timeout: 3000 });
  answer = feed([newer('n2', 11), kudos()], { number: 9 });
  tell(9, newer('n2', 11));
  await waitFor(() => expect(messages()).toEqual(['News n2.', 'Thank you for staying late.']), { timeout: 3000 });
});

test('what is new since the last visit is marked, and the mark moves once it was looked at', async () => {
  const { sent } = show(page, {
    at: '/recognition',
    answers: {
      ...around,
      KudosFeed: feed([newer('n2', 11), newer('n1', 10), kudos()], { unread: 2, seenId: 'k1' }),
    },
  });
  await screen.findByText('New since your last visit');
  expect(screen.getAllByText('New')).toHaveLength(2);
  expect(screen.getByText('You have seen what follows').nextElementSibling?.textContent).toContain(
    'Thank you for staying late.',
  );
  await waitFor(() => expect(sent.some((one) => one.operationName === 'UnreadKudos')).toBe(true), {
    timeout: 3000,
  });
  expect(sent.find((one) => one.operationName === 'MarkFeedSeen')?.variables).toEqual({
    input: { kudosId: 'n2' },
  });
  // Marking it seen does not take the mark away from under the reader.
  expect(screen.getByText('New since your last visit')).toBeTruthy();
  await expectAccessible();
});

test('how many are new is told by the last seen one, else by their number', () => {
  expect(freshUntil(['c', 'b', 'a'], 'a', 2)).toBe(2);
  expect(freshUntil(['c', 'b', 'a'], 'withdrawn', 1)).toBe(1);
  expect(freshUntil(['c', 'b'], 'further down', 100)).toBe(2);
  expect(freshUntil(['c'], null, 1)).toBe(0);
  expect(freshUntil(['c'], 'c', 0)).toBe(0);
});

test('a reaction shows at once, and is taken back when the server refuses', async () => {
  let refuse: (() => void) | undefined;
  const { user } = show(page, {
    at: '/recognition',
    answers: {
      ...around,
      KudosFeed: feed([kudos()]),
      React: () =>
        new Promise((resolve) => {
          refuse = () => resolve({ react: refusal('KUDOS_NOT_FOUND', 'These kudos were withdrawn.') });
        }),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Well done, 2' }));
  expect(screen.getByRole('button', { name: 'Well done, 3' }).getAttribute('aria-pressed')).toBe('true');
  refuse?.();
  await screen.findByText('These kudos were withdrawn.');
  expect(screen.getByRole('button', { name: 'Well done, 2' }).getAttribute('aria-pressed')).toBe('false');
});

test('a reaction that was taken stays, without waiting for news', async () => {
  const reacted = kudos({
    reactions: [{ __typename: 'ReactionCount', kind: 'CLAP', count: 3, mine: true }],
  });
  const { user } = show(page, {
    at: '/recognition',
    answers: {
      ...around,
      KudosFeed: feed([kudos()]),
      KudosNow: { kudos: reacted },
      React: { react: { __typename: 'ReactSuccess', kudos: reacted } },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Well done, 2' }));
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Well done, 3' }).getAttribute('aria-pressed')).toBe('true'),
  );
});

test('Page Down and Page Up go from card to card', async () => {
  const { user } = show(page, {
    at: '/recognition',
    answers: { ...around, KudosFeed: feed([newer('n1', 10), kudos()]) },
  });
  const [first, second] = await screen.findAllByRole('article');
  first?.focus();
  await user.keyboard('{PageDown}');
  expect(document.activeElement).toBe(second);
  await user.keyboard('{PageUp}');
  expect(document.activeElement).toBe(first);
});

test('without a network the feed that was seen last is shown, and says of when it is', async () => {
  const online = show(page, { at: '/recognition', answers: { ...around, KudosFeed: feed([kudos()]) } });
  await screen.findByText('Thank you for staying late.');
  online.unmount();
  show(page, { at: '/recognition', answers: around });
  await screen.findByText('Thank you for staying late.', undefined, { timeout: 8000 });
  expect(screen.getByText(/This is how it looked/)).toBeTruthy();
});

test('a feed that cannot be read says so, and can be asked for again', async () => {
  let works = false;
  const { user } = show(page, {
    at: '/recognition?following',
    answers: {
      ...around,
      KudosFeed: () =>
        works
          ? feed([kudos()])
          : new Response(JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'INTERNAL', id: 'e1' } }] }), {
              status: 500,
              headers: { 'content-type': 'application/graphql-response+json' },
            }),
    },
  });
  await screen.findByRole('alert', undefined, { timeout: 8000 });
  works = true;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Thank you for staying late.');
});

test('who follows nobody yet is told how', async () => {
  show(page, { at: '/recognition?following', answers: { ...around, KudosFeed: feed([]) } });
  await screen.findByText('Nothing from people you follow yet.');
});
