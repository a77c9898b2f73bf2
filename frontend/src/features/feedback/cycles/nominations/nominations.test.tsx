import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import NominationPage from '@/app/pages/NominationPage';
import NominationsPage from '@/app/pages/NominationsPage';
import { expectAccessible, person, show } from '@/test/render';
import { bo, cycle, me, mo, refusal } from '../test/rows';

const page = (
  <Routes>
    <Route path="nominations/:id" element={<NominationPage />} />
  </Routes>
);

const cy = person('Cy Moss', 'Engineer');

function chosen(id: string, part: object = {}) {
  return {
    __typename: 'NominatedReview',
    id,
    perspective: 'PEER',
    rater: bo,
    guestName: null,
    guestEmail: null,
    state: 'PROPOSED',
    reason: null,
    load: 1,
    overloaded: false,
    canReject: false,
    canUndo: false,
    canRemove: true,
    ...part,
  };
}

const nominations = {
  __typename: 'Nominations',
  cap: 4,
  minimum: 3,
  until: '2026-11-25',
  sentAt: null as string | null,
  approvedAt: null as string | null,
  canNominate: true,
  canApprove: false,
  canDelegate: true,
  nominator: me,
  delegatedTo: null as unknown,
  approvedBy: null,
  reviews: [] as unknown[],
  suggestions: [
    {
      __typename: 'NominationSuggestion',
      reason: '4 one-on-ones in 90 days',
      load: 5,
      overloaded: true,
      person: cy,
    },
  ] as unknown[],
};

const participant = (part: object = {}, of: object = {}) => ({
  NominationPage: {
    cycleParticipant: {
      __typename: 'CycleParticipant',
      id: 'p1',
      person: me,
      manager: mo,
      cycle: { ...cycle, state: 'NOMINATION', currentPhase: 'NOMINATION' },
      nominations: { ...nominations, ...part },
      ...of,
    },
  },
});

const success = (name: string, type: string) => ({
  [name]: { __typename: type, participant: { __typename: 'CycleParticipant', id: 'p1' } },
});

test('an empty choice teaches, and suggestions say why and how loaded somebody is', async () => {
  const { sent, user } = show(page, {
    at: '/nominations/p1',
    answers: { ...participant(), Nominate: success('nominate', 'NominateSuccess') },
  });
  await screen.findByText('Nobody is chosen yet.');
  expect(screen.getByText(/At most 4 people/)).toBeTruthy();
  expect(screen.getByText(/At least 3 colleagues have to write/)).toBeTruthy();
  const suggested = screen.getByRole('list', { name: 'Who has worked together lately' });
  expect(within(suggested).getByText('4 one-on-ones in 90 days')).toBeTruthy();
  expect(within(suggested).getByText('much to write already: 5 reviews')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Add: Cy Moss' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'Nominate')?.variables).toEqual({
      input: { participantId: 'p1', personIds: [cy.id] },
    }),
  );
});

test('too few colleagues are warned of, and a full list takes nobody more', async () => {
  const { unmount } = show(page, { at: '/nominations/p1', answers: participant({ reviews: [chosen('r1')] }) });
  await screen.findByText(/With fewer than 3 colleagues, what they write is left out whole/);
  expect(screen.getByText('1 of 4')).toBeTruthy();
  unmount();
  const four = ['r1', 'r2', 'r3', 'r4'].map((id) => chosen(id));
  show(page, { at: '/nominations/p1', answers: participant({ reviews: four }) });
  await screen.findByText(/The list is full/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add: Cy Moss' }).disabled).toBe(true);
});

test('a guest is asked by name and address', async () => {
  const { sent, user } = show(page, {
    at: '/nominations/p1',
    answers: { ...participant(), Nominate: success('nominate', 'NominateSuccess') },
  });
  await user.click(await screen.findByRole('button', { name: /outside/ }));
  const put = screen.getByRole<HTMLButtonElement>('button', { name: 'Put on the list' });
  expect(put.disabled).toBe(true);
  const [name, email] = [screen.getByRole('textbox', { name: /Name/ }), screen.getByRole('textbox', { name: /mail/i })];
  await user.type(name, 'Rita Moss');
  await user.type(email, 'rita@customer.example');
  await user.click(put);
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'Nominate')?.variables).toEqual({
      input: {
        participantId: 'p1',
        personIds: [],
        guests: [{ name: 'Rita Moss', email: 'rita@customer.example', locale: 'EN' }],
      },
    }),
  );
});

test('a refusal stands at its field, and what was typed stays', async () => {
  const { user } = show(page, {
    at: '/nominations/p1',
    answers: {
      ...participant(),
      Nominate: { nominate: refusal('guests', 'GUEST_IS_COLLEAGUE', 'They have an account here.', 'INVALID_INPUT') },
    },
  });
  await user.click(await screen.findByRole('button', { name: /outside/ }));
  await user.type(screen.getByRole('textbox', { name: /Name/ }), 'Bo');
  await user.type(screen.getByRole('textbox', { name: /mail/i }), 'bo@x.example');
  await user.click(screen.getByRole('button', { name: 'Put on the list' }));
  await screen.findByText('They have an account here.');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /Name/ }).value).toBe('Bo');
});

test('before it is sent it says to whom it goes', async () => {
  const { sent, user } = show(page, {
    at: '/nominations/p1',
    answers: {
      ...participant({ reviews: [chosen('r1')] }),
      SendNominations: success('sendNominations', 'SendNominationsSuccess'),
    },
  });
  await screen.findByText(/Mo Diaz, who approves it, then those chosen/);
  expect(screen.getByText('Not sent yet')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'That is the choice' }));
  await screen.findByText('Sent. Now it is for Mo Diaz to look at it.');
  expect(sent.find((one) => one.operationName === 'SendNominations')?.variables).toEqual({
    input: { participantId: 'p1' },
  });
});

const toApprove = participant(
  {
    canNominate: false,
    canDelegate: false,
    canApprove: true,
    sentAt: '2026-11-20T09:00:00Z',
    suggestions: [],
    reviews: [
      chosen('r1', { canRemove: false, canReject: true }),
      chosen('r2', { rater: cy, canRemove: false, canReject: true, overloaded: true, load: 6 }),
    ],
  },
  { person: bo, manager: me },
);

test('whoever approves sees the load, refuses one with a reason and can undo it', async () => {
  const { sent, user } = show(page, {
    at: '/nominations/p1',
    answers: {
      ...toApprove,
      RejectNomination: success('rejectNomination', 'RejectNominationSuccess'),
      UndoNominationRefusal: {
        undoNominationRefusal: {
          __typename: 'UndoNominationRefusalSuccess',
          review: { __typename: 'NominatedReview', id: 'r2', state: 'PROPOSED' },
        },
      },
    },
  });
  await screen.findByText('much to write already: 6 reviews');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Not this one: Cy Moss' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox'), 'Has six to write.');
  await user.click(within(dialog).getByRole('button', { name: 'Not this one' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(sent.at(-1)).toBeTruthy());
  expect(sent.find((one) => one.operationName === 'RejectNomination')?.variables).toEqual({
    input: { reviewId: 'r2', reason: 'Has six to write.' },
  });
  expect(sent.find((one) => one.operationName === 'UndoNominationRefusal')?.variables).toEqual({
    input: { reviewId: 'r2' },
  });
});

test('all that is left is approved with one button', async () => {
  const { user } = show(page, {
    at: '/nominations/p1',
    answers: { ...toApprove, ApproveNominations: success('approveNominations', 'ApproveNominationsSuccess') },
  });
  await user.click(await screen.findByRole('button', { name: 'Approve all 2' }));
  await screen.findByText('2 people will be asked.');
});

test('the choice is handed over, and taken back', async () => {
  const first = show(page, {
    at: '/nominations/p1',
    answers: participant({ delegatedTo: bo, canNominate: false }),
  });
  expect((await screen.findByText(/Handed over to/)).textContent).toContain('Bo Ray');
  expect(screen.getByRole('button', { name: 'Choose myself again' })).toBeTruthy();
  first.unmount();
  const { user } = show(page, { at: '/nominations/p1', answers: participant() });
  await user.click(await screen.findByRole('button', { name: 'Let somebody else choose' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Hand it over' }).disabled).toBe(true);
  await expectAccessible();
});

test('who is asked in an anonymous perspective is shown, and never who has written', async () => {
  show(page, {
    at: '/nominations/p1',
    answers: participant({
      canNominate: false,
      canDelegate: false,
      sentAt: '2026-11-20T09:00:00Z',
      approvedAt: '2026-11-20T10:00:00Z',
      approvedBy: mo,
      suggestions: [],
      reviews: [
        chosen('r1', { state: 'ASSIGNED', canRemove: false }),
        chosen('r2', { state: 'DECLINED', rater: cy, reason: 'We never met.', canRemove: false }),
      ],
    }),
  });
  const list = await screen.findByRole('list', { name: 'The choice' });
  expect(within(list).getByText('Will write')).toBeTruthy();
  expect(within(list).getByText('“We never met.”')).toBeTruthy();
  expect(screen.getByText('1 of 4')).toBeTruthy();
});

test('the choices of a team: what waits for the viewer stands first', async () => {
  const node = (id: string, name: string, part: object) => ({
    __typename: 'CycleParticipantEdge',
    node: {
      __typename: 'CycleParticipant',
      id,
      state: 'ACTIVE',
      person: person(name),
      nominations: { ...nominations, canNominate: false, ...part },
    },
  });
  show(<NominationsPage />, {
    at: '/nominations?cycle=c1',
    answers: {
      NominationsPage: {
        cycle: {
          ...cycle,
          participants: {
            __typename: 'CycleParticipantConnection',
            edges: [
              node('p1', 'Al One', { approvedAt: '2026-11-20T10:00:00Z' }),
              node('p2', 'Bea Two', { canApprove: true, sentAt: '2026-11-20T10:00:00Z' }),
            ],
          },
        },
      },
    },
  });
  const list = await screen.findByRole('list', { name: 'Choices of the team' });
  const [first] = within(list).getAllByRole('listitem');
  expect(first?.textContent).toContain('Bea Two');
  expect(first?.textContent).toContain('waits for you');
  await expectAccessible();
});
