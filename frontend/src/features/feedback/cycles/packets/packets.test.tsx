import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test, vi } from 'vitest';
import PacketPage from '@/app/pages/PacketPage';
import PacketsPage from '@/app/pages/PacketsPage';
import * as files from '@/lib/csv';
import { expectAccessible, show } from '@/test/render';
import { answer, bo, cycle, me, mo, questions, refusal } from '../test/rows';

const page = (
  <Routes>
    <Route path="packets/:id" element={<PacketPage />} />
  </Routes>
);

function result(question: object, part: object = {}) {
  return {
    __typename: 'QuestionResult',
    shown: true,
    answered: 5,
    cannotJudge: 1,
    mean: null as number | null,
    bound: 'EXACT',
    low: null as number | null,
    high: null as number | null,
    commentsShown: false,
    comments: [] as string[],
    bands: [] as unknown[],
    choices: [] as unknown[],
    calibrated: null as unknown,
    question,
    ...part,
  };
}

const peers = {
  __typename: 'PerspectiveResult',
  perspective: 'PEER',
  anonymous: true,
  minimum: 3,
  shown: true,
  raters: 6,
  why: null as string | null,
  questions: [
    result(questions.rating, {
      mean: 2.4,
      low: 1.8,
      high: 2.9,
      bands: [
        { __typename: 'ResultBand', label: 'Hardly ever', from: 1, to: 1, count: 1 },
        { __typename: 'ResultBand', label: 'Sometimes', from: 2, to: 2, count: 1 },
        { __typename: 'ResultBand', label: 'Mostly', from: 3, to: 3, count: 3 },
      ],
    }),
    result(questions.text, { commentsShown: true, comments: ['Go on.', 'Go on.'] }),
    result(questions.single, {
      choices: [
        {
          __typename: 'ChoiceResult',
          count: 4,
          bound: 'AT_LEAST',
          option: questions.single.options[0],
        },
      ],
    }),
  ] as unknown[],
  reviews: [] as unknown[],
};

const upward = {
  ...peers,
  perspective: 'UPWARD',
  shown: false,
  raters: null,
  why: 'Left out whole: fewer than 3 people have written.',
  questions: [],
};

const manager = {
  ...peers,
  perspective: 'MANAGER',
  anonymous: false,
  raters: 1,
  questions: [
    result(questions.rating, {
      mean: 3,
      calibrated: { __typename: 'CalibratedRating', before: 2, after: 3, reason: 'The group was rated lower.' },
    }),
  ],
  reviews: [
    {
      __typename: 'NamedReview',
      guestName: null,
      rater: mo,
      answers: [answer('q1', { value: 2 })],
    },
  ],
};

const packet = {
  __typename: 'Packet',
  id: 'k1',
  state: 'PREPARING',
  summary: 'Calm in a hard month.',
  summaryVersion: 2,
  summaryBy: me,
  results: [manager, peers, upward] as unknown[],
  competencies: [
    {
      __typename: 'CompetencyResult',
      competency: 'Reliability',
      self: 3,
      manager: null,
      others: 2.4,
      gap: 0.6,
      othersFrom: ['PEER'],
      formula: 'Others: (2.4 × 2) / (2) = 2.4',
      scaleMaximum: 3,
    },
  ],
  total: {
    __typename: 'TotalResult',
    mean: 2.4,
    formula: 'Total: 2.4',
    scaleMaximum: 3,
    missing: ['UPWARD'],
    parts: [],
  },
  trend: [
    {
      __typename: 'TrendPoint',
      competency: 'Reliability',
      self: 2,
      others: null,
      releasedOn: '2025-11-20',
      cycle: { __typename: 'Cycle', id: 'c0', name: 'Annual 360, 2025' },
    },
  ],
  evidence: [] as unknown[],
  termsHash: 'abc123',
  releasedAt: null as string | null,
  releasedBy: null as unknown,
  releasedOn: null,
  answer: null as string | null,
  acknowledgedAt: null as string | null,
  canWriteSummary: true,
  canRelease: true,
  canAcknowledge: false,
  isPreview: true,
  subject: bo,
  participant: { __typename: 'CycleParticipant', id: 'p1', manager: me },
  cycle,
};

const released = {
  ...packet,
  state: 'RELEASED',
  releasedAt: '2026-11-20T09:00:00Z',
  releasedBy: mo,
  summaryBy: mo,
  subject: me,
  participant: { ...packet.participant, manager: mo },
  canWriteSummary: false,
  canRelease: false,
  canAcknowledge: true,
  isPreview: false,
};

test('figures come with their number, interval and formula; what is missing is no zero', async () => {
  show(page, { at: '/packets/p1', answers: { PacketPage: { packet: released } } });
  const competencies = await screen.findByRole('region', { name: 'Self against others' });
  expect(within(competencies).getByText('Others: (2.4 × 2) / (2) = 2.4')).toBeTruthy();
  expect(within(competencies).getByText('no figure')).toBeTruthy();
  expect(within(competencies).getByText('+0.6')).toBeTruthy();
  const colleagues = screen.getByRole('region', { name: 'Colleagues' });
  expect(within(colleagues).getByText('95 %: 1.8 to 2.9')).toBeTruthy();
  expect(within(colleagues).getAllByText(/5 answers · 1 could not judge/)).toHaveLength(3);
  expect(within(colleagues).getByText('at least 4')).toBeTruthy();
  expect(within(colleagues).getAllByText('Go on.')).toHaveLength(2);
  const distribution = within(colleagues).getByRole('table', { name: 'How the answers are spread' });
  expect(within(distribution).getAllByRole('row')).toHaveLength(3);
  await expectAccessible();
});

test('what is left out says why, and shows nothing of it', async () => {
  show(page, { at: '/packets/p1', answers: { PacketPage: { packet: released } } });
  const reports = await screen.findByRole('region', { name: 'From reports' });
  expect(within(reports).getByText('Left out whole: fewer than 3 people have written.')).toBeTruthy();
  expect(within(reports).queryByText(/has written\.|have written\.$/)?.textContent).toContain('Left out');
  expect(within(reports).queryByRole('list')).toBeNull();
});

test('a named rating that was calibrated says what it was, and why', async () => {
  show(page, { at: '/packets/p1', answers: { PacketPage: { packet: released } } });
  const named = await screen.findByRole('region', { name: 'Manager' });
  expect(within(named).getByText('2 · Sometimes')).toBeTruthy();
  expect(
    within(named).getByText(
      '“Finishes what matters most” was calibrated from 2 to 3: The group was rated lower.',
    ),
  ).toBeTruthy();
});

test('the trend is a table too, and a gap in it stays one', async () => {
  show(page, { at: '/packets/p1', answers: { PacketPage: { packet: released } } });
  const table = await screen.findByRole('table', { name: 'Reliability over the cycles' });
  const rows = within(table).getAllByRole('row').map((row) => row.textContent);
  expect(rows).toEqual(['CycleSelfOthers', 'Annual 360, 2025 20 November 20252.0–', 'Annual 3603.02.4']);
});

test('the subject answers and acknowledges, knowing who reads it', async () => {
  const { sent, user } = show(page, {
    at: '/packets/p1',
    answers: {
      PacketPage: { packet: released },
      AcknowledgePacket: {
        acknowledgePacket: { __typename: 'AcknowledgePacketSuccess', packet: { ...released, state: 'ACKNOWLEDGED' } },
      },
    },
  });
  await screen.findByText(/Mo Diaz and HR\./);
  await user.type(screen.getByRole('textbox', { name: /What would you answer/ }), 'Fair.');
  await user.click(screen.getByRole('button', { name: 'I have read it, and answer' }));
  await screen.findByText(/It is noted that you have read it/);
  expect(sent.find((one) => one.operationName === 'AcknowledgePacket')?.variables).toEqual({
    input: { packetId: 'k1', answer: 'Fair.' },
  });
});

test('the preview shows the words that are being written, and nothing to write with', async () => {
  const { user } = show(page, { at: '/packets/p1', answers: { PacketPage: { packet } } });
  await screen.findByText('Not released yet: Bo Ray sees nothing of it so far.');
  expect(screen.getByRole('region', { name: 'Feedback of this time' })).toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: 'Summary' }), ' And kind.');
  await user.click(screen.getByText('As Bo Ray will see it'));
  await screen.findByText('This is what Bo Ray will see. It is not released yet.');
  await screen.findByText('Calm in a hard month. And kind.');
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.queryByRole('region', { name: 'Feedback of this time' })).toBeNull();
  await expectAccessible();
});

test('a packet is released only once the last words of its summary are saved', async () => {
  let down = true;
  const { sent, user } = show(page, {
    at: '/packets/p1',
    answers: {
      PacketPage: { packet },
      WritePacketSummary: ({ input }: Record<string, any>) => {
        if (down) throw new TypeError('Failed to fetch');
        return {
          writePacketSummary: {
            __typename: 'WritePacketSummarySuccess',
            packet: { __typename: 'Packet', id: 'k1', summaryVersion: input.version + 1 },
          },
        };
      },
      ReleasePackets: {
        releasePackets: { __typename: 'ReleasePacketsSuccess', packets: [{ __typename: 'Packet', id: 'k1', state: 'RELEASED' }] },
      },
    },
  });
  await user.type(await screen.findByRole('textbox', { name: 'Summary' }), ' Last words.');
  await user.click(screen.getByRole('button', { name: 'Release' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Release' }));
  await within(dialog).findByText(/nothing was released/);
  down = false;
  await user.click(within(dialog).getByRole('button', { name: 'Release' }));
  await screen.findByText('Released: Bo Ray');
  const names = sent.map((one) => one.operationName).filter((one) => /Summary|Release/.test(one));
  expect(names.at(-1)).toBe('ReleasePackets');
  expect(names.at(-2)).toBe('WritePacketSummary');
});

test('two who write the summary at once see both texts', async () => {
  const theirs = { ...packet, summary: 'Written by HR.', summaryVersion: 3 };
  let shown: object = packet;
  const { user } = show(page, {
    at: '/packets/p1',
    answers: {
      PacketPage: () => ({ packet: shown }),
      WritePacketSummary: () => {
        shown = theirs;
        return { writePacketSummary: refusal(null, 'PACKET_SUMMARY_CHANGED', 'Changed meanwhile.') };
      },
    },
  });
  await user.type(await screen.findByRole('textbox', { name: 'Summary' }), ' Mine.');
  const clash = await screen.findByText('Written by HR.', {}, { timeout: 4000 });
  expect(clash).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Keep both' }));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Summary' }).value).toBe(
    'Written by HR.\n\nCalm in a hard month. Mine.',
  );
});

test('the table has exactly what is shown, and nothing of what is left out', async () => {
  const download = vi.spyOn(files, 'download').mockImplementation(() => {});
  const { user } = show(page, { at: '/packets/p1', answers: { PacketPage: { packet: released } } });
  await user.click(await screen.findByRole('button', { name: 'Download table' }));
  const [name, text] = download.mock.calls[0] ?? ['', ''];
  expect(name).toBe('Ann Lee, Annual 360.csv');
  expect(text).toContain('"Colleagues","Finishes what matters most","Mean",2.4,5,1.8,2.9');
  expect(text).toContain('"Self against others","Reliability","Manager",,,,');
  const reports = text.split('\r\n').filter((line) => line.startsWith('"From reports"'));
  expect(reports).toEqual([
    '"From reports","","Why not shown","Left out whole: fewer than 3 people have written.",,,',
  ]);
});

const counts = {
  FeedbackCounts: {
    viewer: {
      __typename: 'Viewer',
      feedbackRequestsToAnswer: { __typename: 'FeedbackRequestConnection', totalCount: 0 },
      reviewsToWrite: { __typename: 'ReviewsOwed', count: 0 },
    },
  },
};

test('one’s own packets, and those that one prepares, each lead to what is to be done', async () => {
  const answers = {
    ...counts,
    MyPackets: {
      viewer: {
        __typename: 'Viewer',
        packets: {
          __typename: 'PacketConnection',
          totalCount: 1,
          edges: [{ __typename: 'PacketEdge', node: released }],
        },
      },
    },
    TeamPackets: {
      viewer: { __typename: 'Viewer', teamPackets: [{ ...packet, summary: '' }] },
    },
  };
  const { user } = show(<PacketsPage />, { at: '/packets', answers });
  const read = await screen.findByRole('link', { name: 'Read: Annual 360' });
  expect(read.getAttribute('href')).toBe('/packets/p1');
  await user.click(screen.getByRole('link', { name: 'You prepare' }));
  await screen.findByRole('link', { name: 'Prepare: Bo Ray' });
  await expectAccessible();
});

test('a manager releases all that have a summary, and those without one wait', async () => {
  const other = (id: string, part: object = {}) => ({
    ...packet,
    id,
    participant: { ...packet.participant, id: `of ${id}` },
    ...part,
  });
  const { sent, user } = show(<PacketsPage />, {
    at: '/packets?list=team',
    answers: {
      ...counts,
      TeamPackets: {
        viewer: {
          __typename: 'Viewer',
          teamPackets: [
            packet,
            other('k2'),
            other('k3', { summary: ' ' }),
            other('k4', { canRelease: false }),
          ],
        },
      },
      ReleasePackets: {
        releasePackets: { __typename: 'ReleasePacketsSuccess', packets: [] },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Release all 2 that have a summary' }));
  const dialog = await screen.findByRole('dialog', { name: 'Release 2 packets' });
  expect(within(dialog).queryByRole('note')).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: 'Release all 2' }));
  await screen.findByText('2 packets released');
  expect(sent.find((one) => one.operationName === 'ReleasePackets')?.variables).toEqual({
    input: { packetIds: ['k1', 'k2'] },
  });
});

test('no packet yet teaches what will be in it', async () => {
  show(<PacketsPage />, {
    at: '/packets',
    answers: {
      ...counts,
      MyPackets: { viewer: { __typename: 'Viewer', packets: { __typename: 'PacketConnection', totalCount: 0, edges: [] } } },
    },
  });
  await screen.findByText('You have no packet yet.');
});

test('somebody else’s packet, or one that is not released, is not there', async () => {
  show(page, { at: '/packets/p1', answers: { PacketPage: { packet: null } } });
  await waitFor(() => expect(screen.getByText('Nothing to see here')).toBeTruthy());
});
