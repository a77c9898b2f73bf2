import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import RequestFeedbackDialog from '../RequestFeedbackDialog';
import { bo, done, draftsOfServer, me, mo } from '../test/answers';

const report = { __typename: 'Person', id: 'UGVyc29uOkNv', name: 'Co Park' };

function form({ reports = [] as (typeof report)[] } = {}) {
  return {
    ...draftsOfServer().answers,
    AskForm: {
      viewer: {
        __typename: 'Viewer',
        person: {
          ...me,
          directReports: {
            __typename: 'PersonConnection',
            edges: reports.map((node) => ({ __typename: 'PersonEdge', node })),
          },
        },
        whomToAsk: [mo, bo].map((person) => ({
          __typename: 'WhomToAsk',
          person,
          reason: '3 one-on-ones in 90 days',
        })),
      },
      questionBank: [
        { __typename: 'BankQuestion', id: 'b1', text: 'What should I keep doing?' },
        { __typename: 'BankQuestion', id: 'b2', text: 'What should I do differently?' },
      ],
    },
    RequestFeedback: done('requestFeedback', { requests: [], guestRequests: [] }),
  };
}

const asked = (sent: { operationName: string; variables: unknown }[]) =>
  sent.find((one) => one.operationName === 'RequestFeedback')?.variables;

test('two colleagues and a guest are asked at once, with a question from the bank', async () => {
  let closed = false;
  const { user, sent } = show(<RequestFeedbackDialog of="" onClose={() => (closed = true)} />, {
    answers: form(),
  });
  // One tap adds, and the reason stands beside it.
  await user.click(await screen.findByRole('button', { name: /Ask Mo Diaz 3 one-on-ones in 90 days/ }));
  const bos = screen.getByRole('button', { name: /Ask Bo Ray/ });
  expect(document.activeElement).toBe(bos);
  await user.click(bos);
  expect(screen.queryByText('Whom you might ask')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Ask somebody from outside' }));
  const guests = within(screen.getByRole('group', { name: 'Guests from outside' }));
  expect(document.activeElement).toBe(guests.getByLabelText(/Name/));
  await user.type(guests.getByLabelText(/Name/), 'Rita Moss');
  await user.type(guests.getByLabelText(/E-mail/), 'rita@customer.example');
  await user.selectOptions(guests.getByLabelText('Language'), 'RU');
  await user.click(screen.getByRole('button', { name: 'What should I keep doing?' }));
  screen.getByText(/Mo Diaz, Bo Ray, and Rita Moss see the question. You read each answer/);
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Ask' }));
  await waitFor(() => expect(closed).toBe(true));
  screen.getByText('3 people have been asked: Mo Diaz, Bo Ray, and Rita Moss.');
  expect(asked(sent)).toEqual({
    input: {
      personIds: [mo.id, bo.id],
      guests: [{ name: 'Rita Moss', email: 'rita@customer.example', locale: 'RU' }],
      aboutId: null,
      question: 'What should I keep doing?',
      dueOn: null,
      sendAt: null,
    },
  });
});

test('a manager who asks about a report reads before sending that the report is told', async () => {
  const { user, sent } = show(<RequestFeedbackDialog of="" onClose={() => {}} />, {
    answers: form({ reports: [report] }),
  });
  await user.selectOptions(await screen.findByLabelText('About whom'), report.id);
  screen.getByText(/Co Park will be told at once that you ask, whom and what/);
  await user.click(screen.getByRole('button', { name: /Ask Mo Diaz/ }));
  screen.getByText(/Mo Diaz sees the question. Co Park is told, and reads the answers together with you/);
  await user.type(screen.getByLabelText(/Your question/), 'How does Co plan?');
  await user.click(screen.getByRole('button', { name: 'Ask' }));
  await waitFor(() =>
    expect(asked(sent)).toMatchObject({ input: { aboutId: report.id, personIds: [mo.id] } }),
  );
  expect(sent.some((one) => one.operationName === 'AskForm' && one.variables['aboutId'] === report.id)).toBe(true);
});

test('a question can be set for a later day, by the clocks of the one who asks', async () => {
  const { user, sent } = show(<RequestFeedbackDialog of="" onClose={() => {}} />, { answers: form() });
  await user.click(await screen.findByRole('button', { name: /Ask Mo Diaz/ }));
  await user.type(screen.getByLabelText(/Your question/), 'How was it?');
  await user.click(screen.getByText('Later'));
  // Saturday, 21 November: the next working day is Monday.
  expect((screen.getByLabelText(/Send on/) as HTMLInputElement).value).toBe('2026-11-23T09:00');
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  await waitFor(() => expect(asked(sent)).toMatchObject({ input: { sendAt: '2026-11-23T08:00:00.000Z' } }));
});

test('nobody is asked who was not chosen', async () => {
  show(<RequestFeedbackDialog of="" onClose={() => {}} />, { answers: form() });
  await screen.findByRole('button', { name: /Ask Mo Diaz/ });
  expect((screen.getByRole('button', { name: 'Ask' }) as HTMLButtonElement).disabled).toBe(true);
});

test('half a guest is not left out silently', async () => {
  const { user, sent } = show(<RequestFeedbackDialog of="" onClose={() => {}} />, {
    answers: {
      ...form(),
      RequestFeedback: {
        requestFeedback: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'GUEST_ADDRESS_UNUSABLE',
          message: 'This address cannot be used.',
          field: 'guests',
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Ask somebody from outside' }));
  await user.type(screen.getByLabelText(/^Name/), 'Rita Moss');
  await user.type(screen.getByLabelText(/Your question/), 'How was it?');
  await user.click(screen.getByRole('button', { name: 'Ask' }));
  await screen.findByText('This address cannot be used.');
  expect(asked(sent)).toMatchObject({ input: { guests: [{ name: 'Rita Moss', email: '' }] } });
  await user.click(screen.getByRole('button', { name: 'Remove Rita Moss' }));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ask somebody from outside' }));
});
