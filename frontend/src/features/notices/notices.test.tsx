import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, person, show } from '@/test/render';
import { Bell } from './Bell';
import { Notices } from './Notices';
import { RecognitionChoices } from './RecognitionChoices';

const notice = (id: string, kind: string, more: Record<string, unknown> = {}) => ({
  __typename: 'NoticeEdge',
  cursor: id,
  node: {
    __typename: 'Notice',
    id,
    kind,
    seen: false,
    createdAt: '2026-11-20T09:00:00Z',
    person: person('Bo Ray'),
    kudos: { __typename: 'Kudos', id: 'k1', message: 'For going back.', viewerReceived: true },
    scheduled: null,
    ...more,
  },
});

const answers = (...edges: ReturnType<typeof notice>[]) => ({
  Notices: {
    viewer: {
      __typename: 'Viewer',
      notices: {
        __typename: 'NoticeConnection',
        edges,
        pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
      },
    },
  },
  MarkNoticesSeen: { markNoticesSeen: { __typename: 'MarkNoticesSeenSuccess', unseen: 0 } },
});

test('each line says who did what, and leads to the thanks', async () => {
  show(<Notices />, {
    answers: answers(
      notice('n3', 'RECEIVED'),
      notice('n2', 'REACTED', { seen: true }),
      notice('n1', 'NOT_SENT', {
        seen: true,
        person: null,
        kudos: null,
        scheduled: { __typename: 'ScheduledKudos', id: 's1', message: 'For later.' },
      }),
    ),
  });
  const received = await screen.findByRole('link', { name: 'Bo Ray thanks you' });
  expect(received.getAttribute('href')).toBe('/recognition/k1');
  expect(screen.getByRole('link', { name: 'Bo Ray reacted to thanks to you' })).toBeTruthy();
  expect(
    screen.getByRole('link', { name: 'Thanks that you planned could not be said' }).getAttribute('href'),
  ).toBe('/recognition/scheduled');
  await expectAccessible();
});

test('what is shown is marked as seen once, and stays marked as new while one looks', async () => {
  const { sent } = show(<Notices />, {
    answers: answers(notice('n2', 'RECEIVED'), notice('n1', 'MENTIONED', { seen: true })),
  });
  const line = (await screen.findByRole('link', { name: 'Bo Ray thanks you' })).closest('li');
  expect(line && within(line).getByText('New')).toBeTruthy();
  await expect
    .poll(() => sent.filter((one) => one.operationName === 'MarkNoticesSeen').length)
    .toBe(1);
  expect(sent.find((one) => one.operationName === 'MarkNoticesSeen')?.variables).toEqual({
    input: { upTo: 'n2' },
  });
  expect(line && within(line).getByText('New')).toBeTruthy();
});

test('nothing says what would come', async () => {
  show(<Notices />, { answers: answers() });
  expect(await screen.findByText('Nothing new')).toBeTruthy();
});

test('the bell tells how many are new', async () => {
  show(<Bell />, {
    answers: { UnseenNotices: { viewer: { __typename: 'Viewer', unseenNotices: 3 } } },
  });
  expect(await screen.findByRole('link', { name: 'Notices: 3 new ones' })).toBeTruthy();
});

test('each choice is saved when it is made, and one’s own thanks can be taken along', async () => {
  const viewer = {
    __typename: 'Viewer',
    recognitionPreference: {
      __typename: 'RecognitionPreference',
      mailReceived: true,
      mailGathered: true,
      thanksNudges: true,
      onLeaderboard: true,
    },
  };
  const { sent, user } = show(<RecognitionChoices viewer={viewer as never} />, {
    answers: {
      EditRecognitionPreference: {
        editRecognitionPreference: {
          __typename: 'EditRecognitionPreferenceSuccess',
          preference: { ...viewer.recognitionPreference, mailGathered: false },
        },
      },
    },
  });
  await expectAccessible();
  await user.click(screen.getByRole('switch', { name: /Mail about comments and reactions/ }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  expect(sent.map((one) => one.variables)).toEqual([{ input: { mailGathered: false } }]);
  expect(screen.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toBe(
    '/exports/own-kudos.csv',
  );
});
