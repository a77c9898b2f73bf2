import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import CompanyPage from '@/app/pages/CompanyPage';
import { ann, expectAccessible, person, show } from '@/test/render';

const ada = { ...ann, isAdministrator: true };
const page = (
  <Routes>
    <Route path="company/*" element={<CompanyPage />} />
  </Routes>
);
const HOSTILE = '<img src=x onerror=alert(1)> 550 5.1.1 \u202eresu on "quoted"';

function connection(typeName: string, nodes: unknown[], endCursor: string | null = null) {
  return {
    __typename: `${typeName}Connection`,
    totalCount: nodes.length,
    pageInfo: { __typename: 'PageInfo', hasNextPage: endCursor !== null, endCursor },
    edges: nodes.map((node, index) => ({ __typename: `${typeName}Edge`, cursor: String(index), node })),
  };
}

function mail(part: Record<string, unknown> = {}) {
  return {
    __typename: 'OutgoingMail',
    id: 'T3V0Z29pbmdNYWlsOjE=',
    kind: 'sign_in_link',
    toName: 'Zoë Lee',
    toAddress: 'zoe@x.example',
    state: 'PARKED',
    attempts: 3,
    createdAt: '2026-11-01T09:00:00Z',
    nextAttemptAt: null,
    sentAt: null,
    bouncedAt: null,
    answer: null,
    lastError: HOSTILE,
    replayable: true,
    person: person('Zoë Lee'),
    tries: [
      {
        __typename: 'MailTry',
        at: '2026-11-01T09:00:05Z',
        server: 'mx.x.example:587',
        taken: false,
        stage: 'rcpt',
        code: 550,
        answer: HOSTILE,
        milliseconds: 120,
      },
    ],
    ...part,
  };
}

const outbox = (part: Record<string, unknown>) => ({ outbox: { __typename: 'Outbox', ...part } });
const always = {
  MailIsKept: outbox({ keepsMail: false }),
  OutboxKinds: outbox({ kinds: ['digest', 'sign_in_link', 'of_tomorrow'] }),
  OutboxFigures: outbox({
    queued: 4,
    retrying: 1,
    parked: 2,
    sentToday: 30,
    bouncedThisWeek: 0,
    oldestDueAt: null,
  }),
  OutboxMails: outbox({ mails: connection('OutgoingMail', [mail()]) }),
};

// A busy machine takes its time: what is loaded when it is opened is read here before.
beforeAll(() =>
  Promise.all([
    import('./MailPlaces'),
    import('./TestMailDialog'),
    import('./SendAgainDialog'),
    import('./BlockDialog'),
  ]),
);
afterEach(() => vi.restoreAllMocks());

test('the outbox shows figures that lead on, and each mail with where it stands', async () => {
  const { user, sent } = show(page, { session: ada, at: '/company/mail', answers: always });
  await screen.findByText('Zoë Lee, zoe@x.example');
  expect(within(screen.getByRole('list', { name: 'Mails' })).getByText('could not be sent')).toBeTruthy();
  expect(screen.getByText(HOSTILE)).toBeTruthy();
  expect(document.querySelector('img[src="x"]')).toBeNull();
  await expectAccessible();
  await user.click(screen.getByRole('link', { name: /2\s*could not be sent/ }));
  await waitFor(() =>
    expect(sent.findLast((one) => one.operationName === 'OutboxMails')?.variables['state']).toBe('FAILED'),
  );
});

test('what is looked for stands in the address, and nothing like it says so', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/mail?state=BOUNCED&kind=digest&q=zoe',
    answers: { ...always, OutboxMails: outbox({ mails: connection('OutgoingMail', []) }) },
  });
  await screen.findByText('No mail like that.');
  expect(sent.find((one) => one.operationName === 'OutboxMails')?.variables).toMatchObject({
    state: 'BOUNCED',
    kind: 'digest',
    search: 'zoe',
  });
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await waitFor(() =>
    expect(sent.findLast((one) => one.operationName === 'OutboxMails')?.variables).toMatchObject({
      state: null,
      kind: null,
      search: null,
    }),
  );
  const field = screen.getByRole('searchbox', { name: 'To whom' }) as HTMLInputElement;
  expect(field.value).toBe('');
  await user.type(field, 'ann@');
  await waitFor(() =>
    expect(sent.findLast((one) => one.operationName === 'OutboxMails')?.variables['search']).toBe('ann@'),
  );
});

test('why a mail did not go is said in our words where they are ours', async () => {
  show(page, {
    session: ada,
    at: '/company/mail',
    answers: {
      ...always,
      OutboxMails: outbox({
        mails: connection('OutgoingMail', [
          mail({ id: 'a', state: 'CANCELLED', lastError: 'blocked' }),
          mail({ id: 'b', lastError: 'constructor' }),
        ]),
      }),
    },
  });
  await screen.findByText('The address is blocked.');
  expect(screen.getByText('constructor')).toBeTruthy();
});

test('more mails are read after those that are there', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/mail',
    answers: {
      ...always,
      OutboxMails: ({ after }: Record<string, unknown>) =>
        outbox({
          mails: after
            ? connection('OutgoingMail', [mail({ id: 'b', toAddress: 'older@x.example', toName: '' })])
            : connection('OutgoingMail', [mail()], 'c1'),
        }),
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  await screen.findByText('older@x.example');
  expect(sent.findLast((one) => one.operationName === 'OutboxMails')?.variables['after']).toBe('c1');
});

test('one mail shows its tries but never its words, and is sent again', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/mail/of/T3V0Z29pbmdNYWlsOjE%3D',
    answers: {
      ...always,
      OutgoingMailPage: { node: mail() },
      SendMailAgain: {
        sendMailAgain: {
          __typename: 'SendMailAgainSuccess',
          mail: { __typename: 'OutgoingMail', id: 'T3V0Z29pbmdNYWlsOjE=' },
        },
      },
    },
  });
  await screen.findByText('mx.x.example:587');
  expect(screen.getByText('recipient (RCPT)')).toBeTruthy();
  expect(screen.getByText('550')).toBeTruthy();
  expect(screen.getByText('120 ms')).toBeTruthy();
  expect(screen.getAllByText(HOSTILE)).toHaveLength(2);
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Send again' }));
  await screen.findByText('It goes out again in a moment.');
  expect(sent.find((one) => one.operationName === 'SendMailAgain')?.variables).toEqual({
    input: { id: 'T3V0Z29pbmdNYWlsOjE=' },
  });
});

test('a mail that waits can be cancelled, and a refusal is said', async () => {
  const { user } = show(page, {
    session: ada,
    at: '/company/mail/of/x',
    answers: {
      ...always,
      OutgoingMailPage: {
        node: mail({
          id: 'x',
          state: 'QUEUED',
          replayable: false,
          nextAttemptAt: '2026-11-01T10:00:00Z',
          tries: [],
          person: null,
        }),
      },
      CancelMail: {
        cancelMail: {
          __typename: 'Refusal',
          kind: 'CONFLICT',
          code: 'MAIL_NOT_CANCELLABLE',
          message: 'It has left already.',
          field: null,
        },
      },
    },
  });
  await screen.findByText('It was not tried yet.');
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Cancel it' }));
  await screen.findByText('It has left already.');
});

test('an address that leads to no mail says so', async () => {
  show(page, {
    session: ada,
    at: '/company/mail/of/nothing',
    answers: { ...always, OutgoingMailPage: { node: null } },
  });
  await screen.findByText('Nothing to see here');
});

test('how many go out again is said before they do', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/mail',
    answers: {
      ...always,
      ParkedMails: ({ kind }: Record<string, unknown>) =>
        outbox({ mails: { __typename: 'OutgoingMailConnection', totalCount: kind === 'digest' ? 0 : 2 } }),
      SendParkedMailsAgain: {
        sendParkedMailsAgain: { __typename: 'SendParkedMailsAgainSuccess', count: 2 },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Send failed mail again' }));
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('2 mails could not be sent. They go out again in a moment.');
  await expectAccessible();
  const send = dialog.getByRole('button', { name: 'Send again' }) as HTMLButtonElement;
  await user.selectOptions(dialog.getByLabelText('Kind of mail'), 'digest');
  await dialog.findByText('Nothing waits to be sent again.');
  expect(send.disabled).toBe(true);
  await user.selectOptions(dialog.getByLabelText('Kind of mail'), '');
  await waitFor(() => expect(send.disabled).toBe(false));
  await user.click(send);
  await screen.findByText('2 mails go out again.');
  expect(sent.findLast((one) => one.operationName === 'SendParkedMailsAgain')?.variables).toEqual({
    input: { kind: null },
  });
});

test('a test goes to an address, keeps it where it is refused, and leads to its log', async () => {
  let refused = true;
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/mail',
    answers: {
      ...always,
      SendTestMail: () => {
        const now = refused;
        refused = false;
        return {
          sendTestMail: now
            ? {
                __typename: 'Refusal',
                kind: 'INVALID_INPUT',
                code: 'MAIL_ADDRESS_INVALID',
                message: 'This is not an address.',
                field: 'address',
              }
            : { __typename: 'SendTestMailSuccess', mail: { __typename: 'OutgoingMail', id: 'x' } },
        };
      },
      OutgoingMailPage: { node: mail({ id: 'x', kind: 'mail_test', state: 'QUEUED', tries: [] }) },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Send a test' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByText('To an address'));
  const field = dialog.getByLabelText(/Address/) as HTMLInputElement;
  await user.type(field, 'nobody');
  await user.click(dialog.getByRole('button', { name: 'Send' }));
  await dialog.findByText('This is not an address.');
  expect(field.value).toBe('nobody');
  await expectAccessible();
  await user.type(field, '@x.example');
  await user.click(dialog.getByRole('button', { name: 'Send' }));
  await screen.findByRole('heading', { name: 'Test' });
  expect(sent.findLast((one) => one.operationName === 'SendTestMail')?.variables).toEqual({
    input: { address: 'nobody@x.example' },
  });
});

test('servers and domains say whether they rest', async () => {
  show(page, {
    session: ada,
    at: '/company/mail/servers',
    answers: {
      ...always,
      MailServers: outbox({
        servers: [
          { __typename: 'MailServer', host: 'mx1', port: 587, encrypted: true, pausedUntil: null },
          {
            __typename: 'MailServer',
            host: 'mx2',
            port: 25,
            encrypted: false,
            pausedUntil: '2126-11-01T09:00:00Z',
          },
        ],
        paces: [
          {
            __typename: 'MailPace',
            domain: 'x.example',
            perMinute: 0,
            waiting: 12,
            pausedUntil: '2020-11-01T09:00:00Z',
          },
        ],
      }),
    },
  });
  await screen.findByText('mx1:587');
  expect(screen.getAllByText('works')).toHaveLength(2);
  expect(screen.getByText(/^rests until/)).toBeTruthy();
  expect(screen.getByText('without encryption')).toBeTruthy();
  expect(screen.getByText(/without a limit · 12 wait/)).toBeTruthy();
  await expectAccessible();
});

test('an address is blocked and unblocked, with its reason', async () => {
  const block = {
    __typename: 'MailBlock',
    id: 'b1',
    address: 'gone@x.example',
    reason: 'HARD_BOUNCE',
    diagnostic: HOSTILE,
    since: '2026-11-01T09:00:00Z',
    person: person('Old Hand'),
  };
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/mail/addresses',
    answers: {
      ...always,
      MailBlocks: outbox({ blocks: connection('MailBlock', [block]) }),
      UnblockAddress: {
        unblockAddress: { __typename: 'UnblockAddressSuccess', address: 'gone@x.example' },
      },
      BlockAddress: {
        blockAddress: {
          __typename: 'BlockAddressSuccess',
          block: { __typename: 'MailBlock', id: 'b2', address: 'spam@x.example' },
        },
      },
    },
  });
  await screen.findByText(/there is no such mailbox/);
  expect(screen.getByText(HOSTILE)).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Unblock gone@x.example' }));
  await screen.findByText('gone@x.example gets mail again from now on.');
  await user.click(screen.getByRole('button', { name: 'Block an address' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText(/Address/), ' spam@x.example ');
  await user.click(dialog.getByRole('button', { name: 'Block' }));
  await screen.findByText('spam@x.example gets no mail any more.');
  expect(sent.find((one) => one.operationName === 'BlockAddress')?.variables).toEqual({
    input: { address: 'spam@x.example' },
  });
});

test('what the company says of a kind is changed in one choice, and what erm requires is none', async () => {
  const policy = (kind: string, channel: string, part: Record<string, unknown> = {}) => ({
    __typename: 'NotificationPolicy',
    kind,
    area: 'REVIEWS',
    channel,
    on: true,
    required: false,
    fixed: false,
    ...part,
  });
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/mail/notifications',
    answers: {
      ...always,
      NotificationPolicies: {
        notificationPolicies: [
          policy('REVIEWS_ASKED', 'MAIL'),
          policy('REVIEWS_ASKED', 'CHAT', { on: false, required: true }),
          policy('REVIEWS_REMINDED', 'MAIL', { required: true, fixed: true }),
        ],
      },
      SetNotificationPolicy: {
        setNotificationPolicy: { __typename: 'SetNotificationPolicySuccess', policies: [] },
      },
    },
  });
  const chat = (await screen.findByRole('combobox', {
    name: 'I am asked for reviews: Chat',
  })) as HTMLSelectElement;
  expect(chat.value).toBe('NEVER');
  expect(screen.getAllByRole('combobox')).toHaveLength(2);
  expect(screen.getByText(/erm itself requires it/)).toBeTruthy();
  await expectAccessible();
  await user.selectOptions(screen.getByRole('combobox', { name: /: Mail/ }), 'ALWAYS');
  await screen.findByText('Saved. It holds from now on.');
  expect(sent.find((one) => one.operationName === 'SetNotificationPolicy')?.variables).toEqual({
    input: { kind: 'REVIEWS_ASKED', channel: 'MAIL', on: true, required: true },
  });
});

test('on a phone a kind says in a line how it stands, and opens for a change', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {}, removeEventListener: () => {} }));
  const cell = { __typename: 'NotificationPolicy', kind: 'REVIEWS_ASKED', area: 'REVIEWS', fixed: false };
  const { user } = show(page, {
    session: ada,
    at: '/company/mail/notifications',
    answers: {
      ...always,
      NotificationPolicies: {
        notificationPolicies: [
          { ...cell, channel: 'MAIL', on: true, required: false },
          { ...cell, channel: 'CHAT', on: false, required: true },
        ],
      },
    },
  });
  await user.click(await screen.findByRole('heading', { level: 2, name: 'Reviews' }));
  expect(screen.getByText('1 kind')).toBeTruthy();
  const line = await screen.findByText('I am asked for reviews');
  expect(screen.getByText('Mail: On at first')).toBeTruthy();
  expect(screen.getByText('Chat: Never')).toBeTruthy();
  const fold = line.closest('details') as HTMLDetailsElement;
  expect(fold.open).toBe(false);
  await expectAccessible();
  await user.click(line);
  expect(fold.open).toBe(true);
  expect(within(fold).getAllByRole('combobox')).toHaveLength(2);
  vi.unstubAllGlobals();
});

const bo = person('Bo Chen');
const preview = {
  ...always,
  PickPeople: { people: connection('Person', [bo]) },
  PreviewDigest: {
    previewDigest: {
      __typename: 'PreviewDigestSuccess',
      subject: 'Your week',
      html: `<p style="color:red">${HOSTILE}</p>`,
      text: HOSTILE,
      empty: false,
      nextAt: null,
    },
  },
};

async function look(user: ReturnType<typeof show>['user']) {
  await user.type(await screen.findByPlaceholderText('Begin to type a name'), 'Bo');
  await user.click(await screen.findByRole('option', { name: /Bo Chen/ }));
  await screen.findByText('Bo Chen, in a notification that you looked, and whoever reads the audit log.');
  await user.click(screen.getByRole('button', { name: 'Look at it, and tell them' }));
}

test('a digest is shown in a frame that can run nothing, after it was said who is told', async () => {
  const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(() => {});
  const { user, sent } = show(page, { session: ada, at: '/company/mail/preview', answers: preview });
  expect(await screen.findByText(/whoever reads the audit log/)).toBeTruthy();
  expect(sent.some((one) => one.operationName === 'PreviewDigest')).toBe(false);
  await look(user);
  const frame = await screen.findByTitle('Your week');
  expect(frame.getAttribute('sandbox')).not.toMatch(/scripts|same-origin|forms/);
  expect(frame.hasAttribute('srcdoc')).toBe(false);
  const form = document.querySelector<HTMLFormElement>('form[action="/mailbox/preview"]');
  expect(form?.target).toBe(frame.getAttribute('name'));
  expect(submit).toHaveBeenCalledTimes(1);
  expect(document.querySelector('img[src="x"]')).toBeNull();
  expect(screen.getByText('None is planned: it is switched off.')).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByText('As plain text'));
  expect(screen.getByText(HOSTILE)).toBeTruthy();
});

test('that no digest would come is an answer too', async () => {
  const { user } = show(page, {
    session: ada,
    at: '/company/mail/preview',
    answers: {
      ...preview,
      PreviewDigest: {
        previewDigest: {
          __typename: 'PreviewDigestSuccess',
          subject: '',
          html: '',
          text: '',
          empty: true,
          nextAt: '2026-11-02T08:00:00Z',
        },
      },
    },
  });
  await look(user);
  await screen.findByText('There is nothing to say, so none would come.');
  expect(document.querySelector('iframe')).toBeNull();
});

test('the mailbox is offered only where mail stays here', async () => {
  const first = show(page, { session: ada, at: '/company/mail', answers: always });
  await screen.findByText('Zoë Lee, zoe@x.example');
  expect(screen.queryByRole('link', { name: 'Mailbox' })).toBeNull();
  first.unmount();
  show(page, {
    session: ada,
    at: '/company/mail',
    answers: { ...always, MailIsKept: outbox({ keepsMail: true }) },
  });
  const link = await screen.findByRole('link', { name: 'Mailbox' });
  expect(link.getAttribute('href')).toBe('/company/mailbox');
});

test('who is no administrator sees nothing of it, and nothing is asked', () => {
  const { sent } = show(page, { at: '/company/mail', answers: always });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
  expect(sent).toEqual([]);
});
