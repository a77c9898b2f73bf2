import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { EventsField, FOR_CHATS, type Told } from './EventsField';
import { useAddChannel, useEditChannel } from './useIntegrations';

export const SERVICES = [
  'SLACK',
  'TEAMS',
  'DISCORD',
  'GOOGLE_CHAT',
  'MATTERMOST',
  'ROCKET_CHAT',
  'TELEGRAM',
  'ZULIP',
] as const;
export type Service = (typeof SERVICES)[number];
type Language = 'EN' | 'RU';

export interface EditedChannel {
  id: string;
  name: string;
  service: Service;
  language: Language;
  events: readonly string[];
  enabled: boolean;
  version: number;
}

interface ChannelDialogProps {
  /** What is changed; null for a new one. */
  channel: EditedChannel | null;
  onClose: () => void;
}

const FIELDS = ['name', 'service', 'address', 'events', 'language'] as const;

/** A chat. Its address holds a token: it is kept nowhere on the device and never shown again. */
export default function ChannelDialog({ channel, onClose }: ChannelDialogProps) {
  const { t, i18n } = useTranslation(['integrations', 'common']);
  const add = useAddChannel();
  const edit = useEditChannel();
  const command = channel ? edit : add;
  const [name, setName] = useState(channel?.name ?? '');
  const [service, setService] = useState<Service>(channel?.service ?? 'SLACK');
  const [address, setAddress] = useState('');
  const [events, setEvents] = useState<Told[]>(
    channel ? FOR_CHATS.filter((event) => channel.events.includes(event)) : [...FOR_CHATS],
  );
  const [language, setLanguage] = useState<Language>(
    channel?.language ?? (i18n.language.startsWith('ru') ? 'RU' : 'EN'),
  );
  const [enabled, setEnabled] = useState(channel?.enabled ?? true);

  async function run() {
    const given = { name, events, language };
    const outcome = channel
      ? await edit.run({
          input: {
            ...given,
            channelId: channel.id,
            address: address.trim() || null,
            enabled,
            version: channel.version,
          },
        })
      : await add.run({ input: { ...given, service, address } });
    if (!outcome.ok) return;
    toast(t(channel ? 'saved' : 'channel.added'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t(channel ? 'channel.edit' : 'channel.new')}>
      <Form onSubmit={() => void run()}>
        {channel ? null : (
          <NativeSelect
            label={t('channel.service')}
            data-autofocus
            value={service}
            error={command.fieldError('service')}
            onChange={(event) => setService(event.currentTarget.value as Service)}
            data={SERVICES.map((value) => ({ value, label: t(`service.${value}`) }))}
          />
        )}
        <TextInput
          label={t('name')}
          description={t('channel.nameHint')}
          maxLength={120}
          required
          value={name}
          error={command.fieldError('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('channel.address')}
          description={t(channel ? 'channel.addressKept' : `addressHint.${service}`)}
          maxLength={2000}
          required={!channel}
          autoComplete="off"
          spellCheck={false}
          value={address}
          error={command.fieldError('address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <EventsField
          offered={FOR_CHATS}
          value={events}
          onChange={setEvents}
          error={command.fieldError('events')}
        />
        <NativeSelect
          label={t('channel.language')}
          value={language}
          error={command.fieldError('language')}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          data={[
            { value: 'EN', label: 'English' },
            { value: 'RU', label: 'Русский' },
          ]}
        />
        {channel ? (
          <Switch
            label={t('enabled')}
            description={t('enabled.hint')}
            checked={enabled}
            onChange={(event) => setEnabled(event.currentTarget.checked)}
          />
        ) : null}
        <FormError>{command.error(...FIELDS)}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={command.pending}>
            {t(channel ? 'common:action.save' : 'common:action.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
