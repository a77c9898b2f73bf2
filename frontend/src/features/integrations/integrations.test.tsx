import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, test, vi } from 'vitest';
import CompanyPage from '@/app/pages/CompanyPage';
import { ann, expectAccessible, show } from '@/test/render';

const ada = { ...ann, isAdministrator: true };
const page = (
  <Routes>
    <Route path="company/*" element={<CompanyPage />} />
  </Routes>
);

const endpoint = {
  __typename: 'WebhookEndpoint',
  id: 'e1',
  name: 'Intranet',
  url: 'https://hooks.example.com/erm',
  events: ['KUDOS_GIVEN', 'CELEBRATION'],
  enabled: true,
  disabledReason: null,
  failingSince: null,
  version: 3,
  secretEnds: 'wxyz',
};
const channel = {
  __typename: 'ChatChannel',
  id: 'c1',
  name: '#thanks',
  service: 'SLACK',
  language: 'RU',
  events: ['KUDOS_GIVEN'],
  enabled: false,
  disabledReason: 'Nothing has arrived for five days.',
  failingSince: null,
  version: 1,
};

function delivery(part: Record<string, unknown> = {}) {
  return {
    __typename: 'Delivery',
    id: 'd1',
    event: 'KUDOS_GIVEN',
    eventId: '019a-7',
    state: 'GIVEN_UP',
    attempts: 2,
    nextAt: null,
    createdAt: '2026-11-21T09:00:00Z',
    body: '{"type":"kudos.given"}',
    canReplay: true,
    tries: [
      {
        __typename: 'DeliveryAttempt',
        at: '2026-11-21T09:00:00Z',
        status: null,
        problem: 'The certificate of the host could not be verified.',
        milliseconds: 41,
        answer: '',
      },
      {
        __typename: 'DeliveryAttempt',
        at: '2026-11-21T09:05:00Z',
        status: 500,
        problem: null,
        milliseconds: 12,
        answer: '<script>alert(1)</script>',
      },
    ],
    ...part,
  };
}

function log(...nodes: unknown[]) {
  return {
    __typename: 'DeliveryConnection',
    edges: nodes.map((node, index) => ({ __typename: 'DeliveryEdge', cursor: String(index), node })),
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  };
}

const both = { Integrations: { webhookEndpoints: [endpoint], chatChannels: [channel] } };
const oneEndpoint = {
  WebhookEndpoint: { webhookEndpoint: endpoint },
  WebhookDeliveries: {
    webhookEndpoint: { __typename: 'WebhookEndpoint', id: 'e1', deliveries: log(delivery()) },
  },
};

test('whoever is no administrator sees nothing of it', () => {
  show(page, { at: '/company/integrations' });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
});

test('all integrations stand there with how they do', async () => {
  show(page, { session: ada, at: '/company/integrations', answers: both });
  const webhooks = await screen.findByRole('region', { name: 'Webhooks' });
  expect(within(webhooks).getByRole('link', { name: 'Intranet' }).getAttribute('href')).toBe(
    '/company/integrations/webhooks/e1',
  );
  expect(within(webhooks).getByText('On')).toBeTruthy();
  const chats = screen.getByRole('region', { name: 'Chats' });
  expect(within(chats).getByText('Nothing has arrived for five days.')).toBeTruthy();
  await expectAccessible();
});

test('where there is none, one is told what there could be', async () => {
  show(page, {
    session: ada,
    at: '/company/integrations',
    answers: { Integrations: { webhookEndpoints: [], chatChannels: [] } },
  });
  await screen.findByText('No program is told of anything.');
  expect(screen.getByText('No chat is posted to.')).toBeTruthy();
  await expectAccessible();
});

test('a webhook is added, and its secret shown this once', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/integrations',
    answers: {
      ...both,
      AddWebhookEndpoint: {
        addWebhookEndpoint: {
          __typename: 'AddWebhookEndpointSuccess',
          secret: 'whsec_abc',
          endpoint: { __typename: 'WebhookEndpoint', id: 'e2', name: 'Wiki' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add a webhook' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByLabelText(/Name/), 'Wiki');
  await user.type(within(dialog).getByLabelText(/Address/), 'https://wiki.example.com/hook');
  await user.click(within(dialog).getByLabelText('Thanks taken back'));
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Add' }));
  await screen.findByText('whsec_abc');
  expect(sent.find((one) => one.operationName === 'AddWebhookEndpoint')?.variables).toEqual({
    input: {
      name: 'Wiki',
      url: 'https://wiki.example.com/hook',
      events: ['KUDOS_GIVEN', 'AWARD_ANNOUNCED', 'CELEBRATION'],
    },
  });
  const copy = vi.spyOn(navigator.clipboard, 'writeText');
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(copy).toHaveBeenCalledWith('whsec_abc');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'I have kept it' }));
  expect(screen.queryByText('whsec_abc')).toBeNull();
});

test('a refused address says so at its field, and what was typed stays', async () => {
  const { user } = show(page, {
    session: ada,
    at: '/company/integrations',
    answers: {
      ...both,
      AddWebhookEndpoint: {
        addWebhookEndpoint: {
          __typename: 'Refusal',
          kind: 'INVALID_INPUT',
          code: 'INTEGRATION_ADDRESS_INTERNAL',
          message: 'This address is inside the network.',
          field: 'url',
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add a webhook' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByLabelText(/Name/), 'Wiki');
  await user.type(within(dialog).getByLabelText(/Address/), 'https://10.0.0.1/');
  await user.click(within(dialog).getByRole('button', { name: 'Add' }));
  await screen.findByText('This address is inside the network.');
  expect(within(dialog).getByLabelText<HTMLInputElement>(/Address/).value).toBe('https://10.0.0.1/');
});

test('the log shows every try, and what was given up is sent again', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/integrations/webhooks/e1',
    answers: {
      ...oneEndpoint,
      ReplayDelivery: {
        replayDelivery: {
          __typename: 'ReplayDeliverySuccess',
          delivery: { __typename: 'Delivery', id: 'd2' },
        },
      },
    },
  });
  await screen.findByText('Given up');
  expect(screen.getByText('whsec_…wxyz')).toBeTruthy();
  await user.click(screen.getByText('Details'));
  const tries = screen.getByRole('list', { name: 'Tries' });
  expect(tries.textContent).toContain('The certificate of the host could not be verified.');
  expect(tries.textContent).toContain('Answer 500');
  expect(tries.textContent).toContain('<script>alert(1)</script>');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Send again: Thanks' }));
  await screen.findByText('It is sent once more.');
  expect(sent.find((one) => one.operationName === 'ReplayDelivery')?.variables).toEqual({
    input: { deliveryId: 'd1' },
  });
});

test('what may not be told any more has no words and is not sent again', async () => {
  show(page, {
    session: ada,
    at: '/company/integrations/webhooks/e1',
    answers: {
      ...oneEndpoint,
      WebhookDeliveries: {
        webhookEndpoint: {
          __typename: 'WebhookEndpoint',
          id: 'e1',
          deliveries: log(
            delivery({ state: 'DROPPED', body: '', canReplay: false, attempts: 0, tries: [] }),
          ),
        },
      },
    },
  });
  await screen.findByText('Not sent: no longer public');
  expect(screen.getByText('The words are no longer kept.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Send again/ })).toBeNull();
});

test('a test is sent, a secret renewed as it was read, and a webhook removed after a question', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/integrations/webhooks/e1',
    answers: {
      ...oneEndpoint,
      ...both,
      SendTestDelivery: {
        sendTestDelivery: {
          __typename: 'SendTestDeliverySuccess',
          delivery: { __typename: 'Delivery', id: 'd3' },
        },
      },
      RotateWebhookSecret: {
        rotateWebhookSecret: {
          __typename: 'RotateWebhookSecretSuccess',
          secret: 'whsec_new',
          endpoint: { __typename: 'WebhookEndpoint', id: 'e1' },
        },
      },
      RemoveWebhookEndpoint: {
        removeWebhookEndpoint: { __typename: 'RemoveWebhookEndpointSuccess', removedId: 'e1' },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Send a test' }));
  await screen.findByText('The test is on its way. See the log.');
  await user.click(screen.getByRole('button', { name: 'New secret' }));
  await expectAccessible();
  await user.click(
    within(await screen.findByRole('dialog')).getByRole('button', { name: 'New secret' }),
  );
  await screen.findByText('whsec_new');
  await user.click(screen.getByRole('button', { name: 'I have kept it' }));
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove “Intranet”?' });
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
  await screen.findByRole('region', { name: 'Webhooks' });
  const given = (name: string) => sent.find((one) => one.operationName === name)?.variables;
  expect(given('SendTestDelivery')).toEqual({ input: { endpointId: 'e1' } });
  expect(given('RotateWebhookSecret')).toEqual({ input: { endpointId: 'e1', version: 3 } });
  expect(given('RemoveWebhookEndpoint')).toEqual({ input: { endpointId: 'e1' } });
});

test('a chat is added by the address that the chat gives', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/integrations',
    answers: {
      ...both,
      AddChatChannel: {
        addChatChannel: {
          __typename: 'AddChatChannelSuccess',
          channel: { __typename: 'ChatChannel', id: 'c2', name: '#kudos' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add a chat' }));
  const dialog = await screen.findByRole('dialog');
  await user.selectOptions(within(dialog).getByLabelText('Chat'), 'MATTERMOST');
  await user.type(within(dialog).getByLabelText(/Name/), '#kudos');
  await user.type(within(dialog).getByLabelText(/Address/), 'https://chat.example.com/hooks/abc');
  expect(within(dialog).queryByLabelText('Thanks taken back')).toBeNull();
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Add' }));
  await screen.findByText('The chat is added. Send it a test.');
  expect(sent.find((one) => one.operationName === 'AddChatChannel')?.variables).toEqual({
    input: {
      name: '#kudos',
      service: 'MATTERMOST',
      address: 'https://chat.example.com/hooks/abc',
      events: ['KUDOS_GIVEN', 'AWARD_ANNOUNCED', 'CELEBRATION'],
      language: 'EN',
    },
  });
  // The address holds a token: nothing of it stays on the device.
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('hooks/abc');
});

test('a chat is changed without its address being asked for again', async () => {
  const { user, sent } = show(page, {
    session: ada,
    at: '/company/integrations/chats/c1',
    answers: {
      ChatChannel: { chatChannel: channel },
      ChatDeliveries: {
        chatChannel: {
          __typename: 'ChatChannel',
          id: 'c1',
          deliveries: log(delivery({ state: 'WAITING', canReplay: false, attempts: 0, tries: [] })),
        },
      },
      EditChatChannel: {
        editChatChannel: {
          __typename: 'EditChatChannelSuccess',
          channel: { __typename: 'ChatChannel', id: 'c1' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByLabelText(/Send by itself/));
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent.find((one) => one.operationName === 'EditChatChannel')?.variables).toEqual({
    input: {
      channelId: 'c1',
      name: '#thanks',
      address: null,
      events: ['KUDOS_GIVEN'],
      language: 'RU',
      enabled: true,
      version: 1,
    },
  });
});
