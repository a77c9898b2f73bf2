import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { EventsField, FOR_ENDPOINTS, type Told } from './EventsField';
import { Secret } from './Secret';
import { useAddEndpoint, useEditEndpoint } from './useIntegrations';

export interface EditedEndpoint {
  id: string;
  name: string;
  url: string;
  events: readonly string[];
  enabled: boolean;
  version: number;
}

interface EndpointDialogProps {
  /** What is changed; null for a new one. */
  endpoint: EditedEndpoint | null;
  onClose: () => void;
}

const FIELDS = ['name', 'url', 'events'] as const;

/** An address that takes webhooks. After adding one its secret is shown, this once. */
export default function EndpointDialog({ endpoint, onClose }: EndpointDialogProps) {
  const { t } = useTranslation(['integrations', 'common']);
  const add = useAddEndpoint();
  const edit = useEditEndpoint();
  const command = endpoint ? edit : add;
  const [name, setName] = useState(endpoint?.name ?? '');
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [events, setEvents] = useState<Told[]>(
    endpoint ? FOR_ENDPOINTS.filter((event) => endpoint.events.includes(event)) : [...FOR_ENDPOINTS],
  );
  const [enabled, setEnabled] = useState(endpoint?.enabled ?? true);
  const [secret, setSecret] = useState<string>();

  async function run() {
    const given = { name, url, events };
    if (endpoint) {
      const outcome = await edit.run({
        input: { ...given, endpointId: endpoint.id, enabled, version: endpoint.version },
      });
      if (!outcome.ok) return;
      toast(t('saved'));
      onClose();
      return;
    }
    const outcome = await add.run({ input: given });
    if (outcome.ok) setSecret(outcome.data.secret);
  }

  if (secret) {
    return (
      <Dialog opened onClose={onClose} title={t('secret.title')}>
        <Secret secret={secret} lead={t('secret.new')} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t(endpoint ? 'endpoint.edit' : 'endpoint.new')}>
      <Form onSubmit={() => void run()}>
        <TextInput
          label={t('name')}
          description={t('endpoint.nameHint')}
          maxLength={120}
          required
          data-autofocus
          value={name}
          error={command.fieldError('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="url"
          label={t('endpoint.url')}
          description={t('endpoint.urlHint')}
          maxLength={2000}
          required
          value={url}
          error={command.fieldError('url')}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <EventsField
          offered={FOR_ENDPOINTS}
          value={events}
          onChange={setEvents}
          error={command.fieldError('events')}
        />
        {endpoint ? (
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
            {t(endpoint ? 'common:action.save' : 'common:action.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
