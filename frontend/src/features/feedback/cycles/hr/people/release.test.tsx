import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import CyclePage from '@/app/pages/CyclePage';
import { expectAccessible, person, show } from '@/test/render';
import { refusal } from '../../test/rows';
import { answersOf, cycle, hana } from '../test/answers';

const page = (
  <Routes>
    <Route path="cycles/:id/*" element={<CyclePage />} />
  </Routes>
);

const handing = cycle({ state: 'PACKETS', currentPhase: 'PACKETS', releasedBy: 'HR' });

function participant(id: string, name: string, more: object = {}) {
  return {
    __typename: 'CycleParticipantEdge',
    node: {
      __typename: 'CycleParticipant',
      id,
      state: 'ACTIVE',
      packet: 'PREPARING',
      canRemove: false,
      canExtend: false,
      canReleasePacket: true,
      lacksSummary: true,
      person: person(name),
      manager: null,
      managerAtLaunch: null,
      departmentAtLaunch: null,
      departmentNow: null,
      extensions: [],
      reviewCounts: [],
      ...more,
    },
  };
}

function people(ready: object | null, edges = [participant('p1', 'Bo Chan')]) {
  return {
    departments: [],
    cycle: {
      ...handing,
      packetsToRelease: ready && { __typename: 'PacketsToRelease', ...ready },
      participants: {
        __typename: 'CycleParticipantConnection',
        totalCount: edges.length,
        pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
        edges,
      },
    },
  };
}

const ids = Array.from({ length: 450 }, (_, index) => `p${index + 1}`);
const ready = { count: 450, withoutSummary: 3 };
const asked = {
  cycle: {
    __typename: 'Cycle',
    id: 'c1',
    packetsToRelease: { __typename: 'PacketsToRelease', participantIds: ids, withoutSummary: 3 },
  },
};
const given = { releasePackets: { __typename: 'ReleasePacketsSuccess', packets: [] } };

const partsOf = (sent: { operationName: string; variables: any }[]): string[][] =>
  sent
    .filter((one) => one.operationName === 'ReleasePackets')
    .map((one) => one.variables.input.packetIds);

test('HR releases all in parts that the server takes, by the keyboard alone', async () => {
  let left: object | null = ready;
  const { sent, user } = show(page, {
    session: hana,
    at: '/cycles/c1/people',
    answers: {
      ...answersOf(handing),
      CycleParticipants: () => people(left),
      PacketsToRelease: asked,
      ReleasePackets: ({ input }: Record<string, any>) => {
        if (input.packetIds.includes('p450')) left = null;
        return given;
      },
    },
  });
  await screen.findByText('450 packets are ready to be released by you.');
  expect(screen.getByText('3 have no summary.')).toBeTruthy();
  // Whose they are is asked for only when they are to be released.
  expect(sent.some((one) => one.operationName === 'PacketsToRelease')).toBe(false);
  await expectAccessible();
  screen.getByRole('button', { name: 'Release all' }).focus();
  await user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Release 450 packets' });
  expect(within(dialog).getByText(/cannot be taken back/)).toBeTruthy();
  expect(within(dialog).getByRole('note').textContent).toContain('3 of them have no summary');
  expect(within(dialog).getByText(/each of them their own packet/)).toBeTruthy();
  await expectAccessible();
  // What cannot be taken back is not where the focus is.
  await waitFor(() =>
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' })),
  );
  await user.tab();
  await user.keyboard('{Enter}');
  await screen.findByText('450 packets released');
  expect(partsOf(sent)).toEqual([ids.slice(0, 200), ids.slice(200, 400), ids.slice(400)]);
  await waitFor(() => expect(screen.queryByText(/ready to be released/)).toBeNull());
});

test('a refusal says what stopped it, and how many were released before', async () => {
  const { sent, user } = show(page, {
    session: hana,
    at: '/cycles/c1/people',
    answers: {
      ...answersOf(handing),
      CycleParticipants: people(ready),
      PacketsToRelease: asked,
      ReleasePackets: ({ input }: Record<string, any>) =>
        input.packetIds.includes('p300')
          ? { releasePackets: refusal(null, 'PACKET_RELEASED', 'One has been released.') }
          : given,
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Release all' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Release all 450' }));
  await within(dialog).findByText(
    'It stopped: One has been released. 200 packets were released before, and stay released.',
  );
  expect(within(dialog).getByText('200 of 450 released')).toBeTruthy();
  expect(partsOf(sent)).toHaveLength(2);
  // What is left is asked for anew before anything else is sent.
  expect(within(dialog).queryByRole('button', { name: /^Release/ })).toBeNull();
  await expectAccessible();
});

test('an answer that got lost is not called a refusal', async () => {
  const { user } = show(page, {
    session: hana,
    at: '/cycles/c1/people',
    answers: {
      ...answersOf(handing),
      CycleParticipants: people(ready),
      PacketsToRelease: asked,
      ReleasePackets: () => {
        throw new TypeError('Failed to fetch');
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Release all' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Release all 450' }));
  await within(dialog).findByText(/^The answer got lost:.*The list shows what was released/);
});

test('one packet is released from its line, and only where the viewer may', async () => {
  const { sent, user } = show(page, {
    session: hana,
    at: '/cycles/c1/people',
    answers: {
      ...answersOf(handing),
      CycleParticipants: people({ count: 1, withoutSummary: 1 }, [
        participant('p1', 'Bo Chan'),
        participant('p2', 'Cy Dorn', { canReleasePacket: false, lacksSummary: false }),
      ]),
      ReleasePackets: given,
    },
  });
  await screen.findByText('1 packet is ready to be released by you.');
  expect(screen.queryByRole('button', { name: 'More about Cy Dorn' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'More about Bo Chan' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Release the packet' }));
  const dialog = await screen.findByRole('dialog', { name: 'Release the packet of Bo Chan' });
  expect(within(dialog).getByText(/There is no summary yet/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Release' }));
  await screen.findByText('Released: Bo Chan');
  expect(partsOf(sent)).toEqual([['p1']]);
});

test('where nothing waits for the viewer, nothing is said', async () => {
  show(page, {
    session: hana,
    at: '/cycles/c1/people',
    answers: { ...answersOf(handing), CycleParticipants: people(null) },
  });
  await screen.findByText('Bo Chan');
  expect(screen.queryByRole('button', { name: 'Release all' })).toBeNull();
});
