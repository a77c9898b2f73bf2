import { screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import HandoverPage from '@/app/pages/HandoverPage';
import HandoversPage from '@/app/pages/HandoversPage';
import { ann, expectAccessible, person, show } from '@/test/render';

const mo = person('Mo Diaz', 'Team lead');
const bo = person('Bo Chen');
const me = { ...person('Ann Lee'), id: ann.personId, isViewer: true };

const candidate = {
  __typename: 'HandoverCandidate',
  key: 'PROMISE:a1',
  kind: 'PROMISE',
  subjectId: 'a1',
  title: 'Send the plan',
  dueOn: '2026-12-01',
  other: bo,
};

const handover = {
  __typename: 'Handover',
  id: 'h1',
  reason: 'MOVING',
  state: 'SHARED',
  version: 2,
  note: 'What matters is *calm*.',
  sharedAt: '2026-11-01T09:00:00Z',
  author: mo,
  receiver: me,
  about: null,
  lines: [
    {
      __typename: 'HandoverLine',
      key: 'l1',
      id: 'l1',
      kind: 'PROMISE',
      subjectId: null,
      text: 'Send the plan to Bo',
      dueOn: null,
      state: 'OFFERED',
      other: bo,
    },
  ],
};

const pages = (
  <Routes>
    <Route path="handovers" element={<HandoversPage />} />
    <Route path="handovers/:id" element={<HandoverPage />} />
  </Routes>
);

const refusal = (field: string | null, message: string) => ({
  __typename: 'Refusal',
  kind: 'INVALID_INPUT',
  code: 'X',
  message,
  field,
});

test('the receiver takes a line over, by a button that says which', async () => {
  const { sent, user } = show(pages, {
    at: '/handovers/h1',
    answers: {
      HandoverPage: { handover, viewer: { __typename: 'Viewer', handoverCandidates: [] } },
      SettleHandoverLine: {
        settleHandoverLine: {
          __typename: 'SettleHandoverLineSuccess',
          handover: { __typename: 'Handover', id: 'h1' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Take it over: Send the plan to Bo' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'SettleHandoverLine')?.variables).toEqual({
      input: { lineId: 'l1', accept: true },
    }),
  );
  expect(screen.getByText('Only the two of you read this.')).toBeTruthy();
  await expectAccessible();
});

test('a refusal keeps what was written, and sharing sends only what was chosen', async () => {
  let tries = 0;
  const { sent, user } = show(pages, {
    at: '/handovers/new?to=mo&reason=NEW_MANAGER&about=bo',
    answers: {
      NewHandover: {
        person: mo,
        viewer: {
          __typename: 'Viewer',
          handoverCandidates: [candidate, { ...candidate, key: 'k2', subjectId: 'a2', title: 'Read the draft' }],
        },
      },
      SaveHandover: () => {
        tries += 1;
        return {
          saveHandover:
            tries === 1
              ? refusal('note', 'Please write a note.')
              : {
                  __typename: 'SaveHandoverSuccess',
                  handover: { __typename: 'Handover', id: 'h9', version: 1 },
                },
        };
      },
      ShareHandover: {
        shareHandover: {
          __typename: 'ShareHandoverSuccess',
          handover: { __typename: 'Handover', id: 'h9', state: 'SHARED' },
        },
      },
      HandoverPage: { handover, viewer: { __typename: 'Viewer', handoverCandidates: [] } },
    },
  });
  await screen.findByText('Mo Diaz and you, nobody else.');
  await user.click(screen.getByRole('checkbox', { name: 'Send the plan' }));
  await user.click(screen.getByRole('button', { name: 'Share' }));
  expect(await screen.findByText('Please write a note.')).toBeTruthy();
  await user.type(screen.getByLabelText('Note'), 'All well');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Share' }));
  await waitFor(() => expect(sent.some((one) => one.operationName === 'ShareHandover')).toBe(true));
  const saved = sent.filter((one) => one.operationName === 'SaveHandover').at(-1);
  expect(saved?.variables).toEqual({
    input: {
      id: null,
      version: null,
      receiverId: mo.id,
      reason: 'NEW_MANAGER',
      aboutId: 'bo',
      note: 'All well',
      lines: [{ kind: 'PROMISE', subjectId: 'a1', text: 'Send the plan' }],
    },
  });
});

test('what is chosen is closed together, and the page says what is still open', async () => {
  const { sent, user } = show(pages, {
    at: '/handovers',
    answers: {
      HandoversPage: {
        viewer: { __typename: 'Viewer', handovers: [handover], handoverCandidates: [candidate] },
      },
      CloseOpenItems: { closeOpenItems: { __typename: 'CloseOpenItemsSuccess', closed: 1 } },
    },
  });
  expect(await screen.findByText('1 thing waits for an answer')).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'Send the plan' }));
  await user.click(screen.getByRole('button', { name: 'Close 1' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'CloseOpenItems')?.variables).toEqual({
      input: { items: [{ kind: 'PROMISE', subjectId: 'a1' }] },
    }),
  );
  await expectAccessible();
});
