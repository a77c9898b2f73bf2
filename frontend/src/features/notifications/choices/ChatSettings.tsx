import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { ChatService } from '@/gql/graphql';
import { useCommand } from '@/lib/useCommand';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './choices.module.css';

export const ChatSettingsFragment = graphql(`
  fragment ChatSettings_choices on NotificationChoices {
    chat {
      service
      hint
      failing
    }
    chatServices
  }
`);

const ConnectChat = graphql(`
  mutation ConnectChat($input: ConnectChatInput!) {
    connectChat(input: $input) {
      ... on ConnectChatSuccess {
        viewer {
          notificationChoices {
            quietFrom
          }
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const DisconnectChat = graphql(`
  mutation DisconnectChat($input: DisconnectChatInput!) {
    disconnectChat(input: $input) {
      ... on DisconnectChatSuccess {
        viewer {
          notificationChoices {
            quietFrom
          }
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

/** A chat of the viewer's own, where the company allows one; nothing where it does not. */
export function ChatSettings({ choices: masked }: { choices: FragmentType<typeof ChatSettingsFragment> }) {
  const { chat, chatServices } = unmask(ChatSettingsFragment, masked);
  const { t } = useTranslation(['reach', 'integrations']);
  const [connecting, setConnecting] = useState(false);
  const [leaving, setLeaving] = useState(false);
  if (chatServices.length === 0 && !chat) return null;

  return (
    <Section title={t('chat.title')} look="card">
      <p className={classes.text}>{t('chat.lead')}</p>
      {chat ? (
        <>
          <div>
            <div>{t('chat.now', { service: t(`integrations:service.${chat.service}`) })}</div>
            {chat.hint ? <div className={classes.hint}>{chat.hint}</div> : null}
          </div>
          {chat.failing ? (
            <p role="alert" className={classes.refused}>
              {t(chat.hint ? 'chat.failing' : 'chat.lost')}
            </p>
          ) : null}
          {connecting ? null : (
            <div className={classes.buttons}>
              {chatServices.length > 0 ? (
                <Button variant="default" onClick={() => setConnecting(true)}>
                  {t('chat.change')}
                </Button>
              ) : null}
              <Button variant="default" onClick={() => setLeaving(true)}>
                {t('chat.disconnect')}
              </Button>
            </div>
          )}
        </>
      ) : null}
      {chatServices.length > 0 && (connecting || !chat) ? (
        <Connect services={chatServices} onDone={() => setConnecting(false)} />
      ) : null}
      {leaving ? <Disconnect onClose={() => setLeaving(false)} /> : null}
    </Section>
  );
}

const FIELDS = ['service', 'address'] as const;

/** Its address holds a token: it is kept nowhere on the device and never shown again. */
function Connect({ services, onDone }: { services: readonly ChatService[]; onDone: () => void }) {
  const { t } = useTranslation(['reach', 'integrations']);
  const connect = useCommand(ConnectChat);
  const [service, setService] = useState<ChatService | undefined>(services[0]);
  const [address, setAddress] = useState('');
  const chosen = service && services.includes(service) ? service : services[0];
  if (!chosen) return null;

  const run = async () => {
    const outcome = await connect.run({ input: { service: chosen, address } });
    if (!outcome.ok) return;
    setAddress('');
    toast(t('chat.connected'));
    onDone();
  };
  return (
    <Form onSubmit={() => void run()}>
      <NativeSelect
        size="md"
        label={t('chat.service')}
        value={chosen}
        error={connect.fieldError('service')}
        onChange={(event) => setService(event.currentTarget.value as ChatService)}
        data={services.map((value) => ({ value, label: t(`integrations:service.${value}`) }))}
      />
      <TextInput
        size="md"
        label={t('chat.address')}
        description={t(`integrations:addressHint.${chosen}`)}
        maxLength={2000}
        required
        autoComplete="off"
        spellCheck={false}
        value={address}
        error={connect.fieldError('address')}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <p className={classes.hint}>{t('chat.secret')}</p>
      <FormError>{connect.error(...FIELDS)}</FormError>
      <div>
        <Button type="submit" loading={connect.pending}>
          {t('chat.connect')}
        </Button>
      </div>
    </Form>
  );
}

function Disconnect({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['reach', 'common']);
  const disconnect = useCommand(DisconnectChat);
  const run = async () => {
    const outcome = await disconnect.run({ input: {} });
    if (!outcome.ok) return;
    toast(t('chat.disconnected'));
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t('chat.disconnectTitle')} size="sm">
      <Form onSubmit={() => void run()}>
        <p>{t('chat.disconnectText')}</p>
        <FormError>{disconnect.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={disconnect.pending}>
            {t('chat.disconnect')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
