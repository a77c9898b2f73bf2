import { screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import KudosPage from '@/app/pages/KudosPage';
import RecognitionPage from '@/app/pages/RecognitionPage';
import { expectAccessible, person, show } from '@/test/render';

const mo = person('Mo Diaz', 'Team lead');
const bo = person('Bo Chen');
const value = { __typename: 'CompanyValue', id: 'v1', name: 'Finish it', description: 'To the end.', retired: false };

function kudos(part: Record<string, unknown> = {}) {
  return {
    __typename: 'Kudos',
    id: 'k1',
    message: 'Thank you for staying late.',
    visibility: 'PUBLIC',
    createdAt: '2026-11-20T09:00:00Z',
    hidden: false,
    hiddenReason: null,
    commentCount: 0,
    canWithdraw: false,
    canHide: false,
    canMakePrivate: false,
    author: mo,
    receivers: [bo],
    companyValue: value,
    reactions: [{ __typename: 'ReactionCount', kind: 'CLAP', count: 2, mine: false }],
    ...part,
  };
}

function feed(nodes: unknown[], next: string | null = null) {
  return {
    kudosFeed: {
      __typename: 'KudosConnection',
      pageInfo: { __typename: 'PageInfo', hasNextPage: next !== null, endCursor: next },
      edges: nodes.map((node) => ({ __typename: 'KudosEdge', node })),
    },
  };
}

const forms = {
  FeedFilters: { companyValues: [value] },
  GiveKudosForm: { companyValues: [value] },
};

test('an empty feed teaches what will stand there', async () => {
  show(<RecognitionPage />, { answers: { ...forms, KudosFeed: feed([]) } });
  await screen.findByText('Nobody has been thanked here yet.');
  await expectAccessible();
});

test('older thanks come when asked for, after those that are shown', async () => {
  const { user, sent } = show(<RecognitionPage />, {
    answers: {
      ...forms,
      KudosFeed: ({ after }: Record<string, any>) =>
        after ? feed([kudos({ id: 'k2', message: 'The older one.' })]) : feed([kudos()], 'c1'),
    },
  });
  await screen.findByText('Thank you for staying late.');
  await user.click(screen.getByRole('button', { name: 'Show older ones' }));
  await screen.findByText('The older one.');
  expect(screen.getByText('Thank you for staying late.')).toBeTruthy();
  expect(sent.at(-1)?.variables['after']).toBe('c1');
  await expectAccessible();
});

test('a reaction shows at once, and is taken back when the server refuses', async () => {
  let refuse: (() => void) | undefined;
  const { user } = show(<RecognitionPage />, {
    answers: {
      ...forms,
      KudosFeed: feed([kudos()]),
      React: () =>
        new Promise((resolve) => {
          refuse = () =>
            resolve({
              react: {
                __typename: 'Refusal',
                kind: 'NOT_FOUND',
                code: 'KUDOS_NOT_FOUND',
                message: 'These kudos were withdrawn.',
                field: null,
              },
            });
        }),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Well done, 2' }));
  const pressed = screen.getByRole('button', { name: 'Well done, 3' });
  expect(pressed.getAttribute('aria-pressed')).toBe('true');
  refuse?.();
  await screen.findByText('These kudos were withdrawn.');
  expect(screen.getByRole('button', { name: 'Well done, 2' }).getAttribute('aria-pressed')).toBe('false');
});

test('thanks say who will see them, and what was typed survives a refusal', async () => {
  // As in the frame: the page's own header is no banner there.
  const { user, sent } = show(<main><RecognitionPage /></main>, {
    at: '/recognition?to=p9',
    answers: {
      ...forms,
      KudosFeed: feed([]),
      PersonToThank: { person: { ...bo, id: 'p9' } },
      GiveKudos: {
        giveKudos: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'TEXT_REQUIRED',
          message: 'Please write something here.',
          field: 'message',
        },
      },
    },
  });
  await screen.findByText('everyone in the company', { exact: false });
  await screen.findByText('Bo Chen');
  await user.click(screen.getByText('Only them'));
  await screen.findByText('only Bo Chen and you', { exact: false });
  await user.type(screen.getByLabelText(/What for/), 'Thanks');
  await user.click(screen.getByRole('button', { name: 'Say thank you' }));
  await screen.findByText('Please write something here.');
  expect((screen.getByLabelText(/What for/) as HTMLTextAreaElement).value).toBe('Thanks');
  expect(sent.find((one) => one.operationName === 'GiveKudos')?.variables).toEqual({
    input: { receiverIds: ['p9'], message: 'Thanks', companyValueId: null, visibility: 'PRIVATE' },
  });
  await expectAccessible();
});

test('its page has the comments and a place for one more', async () => {
  const { user, sent } = show(
    <Routes>
      <Route path="recognition/:id" element={<KudosPage />} />
    </Routes>,
    {
      at: '/recognition/k1',
      answers: {
        KudosPage: {
          kudos: {
            ...kudos({ canWithdraw: true }),
            comments: {
              __typename: 'KudosCommentConnection',
              totalCount: 1,
              edges: [
                {
                  __typename: 'KudosCommentEdge',
                  node: {
                    __typename: 'KudosComment',
                    id: 'c1',
                    body: 'Seconded.',
                    createdAt: '2026-11-20T10:00:00Z',
                    canDelete: false,
                    author: bo,
                  },
                },
              ],
            },
          },
        },
        CommentOnKudos: {
          commentOnKudos: {
            __typename: 'CommentOnKudosSuccess',
            comment: { __typename: 'KudosComment', id: 'c2' },
          },
        },
      },
    },
  );
  await screen.findByText('Seconded.');
  await user.type(screen.getByLabelText('Your comment'), 'Me too');
  await user.click(screen.getByRole('button', { name: 'Say it' }));
  await waitFor(() =>
    expect((screen.getByLabelText('Your comment') as HTMLTextAreaElement).value).toBe(''),
  );
  expect(sent.find((one) => one.operationName === 'CommentOnKudos')?.variables).toEqual({
    input: { kudosId: 'k1', body: 'Me too' },
  });
  await expectAccessible();
});
