import { screen, waitFor } from '@testing-library/react';
import { Route, Routes, useLocation, useNavigate } from 'react-router';
import { expect, test } from 'vitest';
import ActPage from '@/app/pages/ActPage';
import { expectAccessible, show } from '@/test/render';

const TOKEN = 'AbCd_-0123456789AbCd_-0123456789AbCd_-0123456789AbCd_-0123456789abcd';
const OTHER = `Z${TOKEN.slice(1)}`;
const HOSTILE = '<img src=x onerror=alert(1)> "the plan"';

function act(part: Record<string, unknown> = {}) {
  return {
    __typename: 'MailAct',
    kind: 'KEEP_PROMISE',
    actor: 'Ann Lee',
    other: 'Mo Hart',
    title: HOSTILE,
    done: false,
    expiresOn: '2026-12-06',
    ...part,
  };
}

function Address() {
  const { pathname, hash } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <output>{pathname + hash}</output>
      <button type="button" onClick={() => void navigate(`/act#${OTHER}`)}>
        the other link
      </button>
    </>
  );
}

function open(at: string, answers: Record<string, unknown>) {
  return show(
    <>
      <Address />
      <Routes>
        <Route path="act" element={<ActPage />} />
      </Routes>
    </>,
    { at, answers, session: null },
  );
}

const done = {
  performMailAct: { __typename: 'PerformMailActSuccess', act: { __typename: 'MailAct', kind: 'KEEP_PROMISE', done: true } },
};

test('a link shows what would be done and as whom, leaves the address, and does nothing by itself', async () => {
  const { sent, user } = open(`/act#${TOKEN}`, { MailActPage: { mailAct: act() }, PerformMailAct: done });
  await screen.findByRole('heading', { name: 'Is this promise kept?' });
  expect(screen.getByText(/as Ann Lee/)).toBeTruthy();
  expect(screen.getByText(HOSTILE)).toBeTruthy();
  expect(document.querySelector('img[src="x"]')).toBeNull();
  expect(screen.getByText(/until 5 December/)).toBeTruthy();
  expect(screen.getByText('/act')).toBeTruthy();
  await expectAccessible();
  expect(sent.map((one) => one.operationName)).toEqual(['MailActPage']);

  await user.click(screen.getByRole('button', { name: 'Mark as done' }));
  await screen.findByText('Your promise to Mo Hart is marked as done.');
  expect(sent.at(-1)).toMatchObject({
    operationName: 'PerformMailAct',
    variables: { input: { token: TOKEN } },
  });
  expect(screen.queryByRole('button', { name: 'Mark as done' })).toBeNull();
  await expectAccessible();
});

test.each([
  ['THANK_FOR_FEEDBACK', 'Thank Mo Hart?', 'Say thanks'],
  ['ACCEPT_MENTORSHIP', 'Accept mentoring with Mo Hart?', 'Accept'],
])('%s has words of its own', async (kind, title, button) => {
  open(`/act#${TOKEN}`, { MailActPage: { mailAct: act({ kind, title: '' }) } });
  await screen.findByRole('heading', { name: title });
  expect(screen.getByRole('button', { name: button })).toBeTruthy();
  expect(document.querySelector('blockquote')).toBeNull();
});

test('what was done before says so, and offers no button', async () => {
  open(`/act#${TOKEN}`, { MailActPage: { mailAct: act({ done: true }) } });
  await screen.findByText('Your promise to Mo Hart is marked as done already.');
  expect(screen.queryByRole('button')?.textContent).toBe('the other link');
});

test('a link that is over and one that is not whole look the same, and the latter asks nobody', async () => {
  const over = open(`/act#${TOKEN}`, { MailActPage: { mailAct: null } });
  await screen.findByRole('heading', { name: 'This link does nothing any more' });
  await expectAccessible();
  over.unmount();
  for (const at of ['/act', '/act#token=', '/act#<script>']) {
    const broken = open(at, {});
    await screen.findByRole('heading', { name: 'This link does nothing any more' });
    expect(broken.sent).toEqual([]);
    broken.unmount();
  }
});

test('a failure keeps the button, and what is not possible any more ends the page', async () => {
  let times = 0;
  const { user } = open(`/act#${TOKEN}`, {
    MailActPage: { mailAct: act() },
    PerformMailAct: () => {
      times += 1;
      if (times === 1) return new Response('', { status: 502 });
      return {
        performMailAct: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'MAIL_ACT_INVALID',
          message: 'No.',
          field: 'token',
        },
      };
    },
  });
  const button = await screen.findByRole('button', { name: 'Mark as done' });
  await user.click(button);
  await waitFor(() => expect(screen.getByRole('alert').textContent).not.toBe(''));
  await user.click(screen.getByRole('button', { name: 'Mark as done' }));
  await screen.findByRole('heading', { name: 'This link does nothing any more' });
});

test('another link in the same tab is another act', async () => {
  const { user, sent } = open(`/act#${TOKEN}`, {
    MailActPage: ({ token }: Record<string, unknown>) => ({
      mailAct: act({ other: token === OTHER ? 'Zed Ray' : 'Mo Hart' }),
    }),
  });
  await screen.findByText(/You promised Mo Hart/);
  await user.click(screen.getByRole('button', { name: 'the other link' }));
  await screen.findByText(/You promised Zed Ray/);
  expect(sent.map((one) => one.variables['token'])).toEqual([TOKEN, OTHER]);
  expect(screen.getByText('/act')).toBeTruthy();
});
