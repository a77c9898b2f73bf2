import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import classes from './access.module.css';

const CreateAccessToken = graphql(`
  mutation CreateAccessToken($input: CreateAccessTokenInput!) {
    createAccessToken(input: $input) {
      ... on CreateAccessTokenSuccess {
        secret
        accessToken {
          id
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

const DAYS = [7, 30, 90, 365];

/** Makes a token and shows its secret, this once. */
export default function CreateAccessTokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const create = useCommand(CreateAccessToken);
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scope, setScope] = useState('READ');
  const [secret, setSecret] = useState<string>();

  const send = async () => {
    const outcome = await create.run({
      input: {
        name: name.trim(),
        validDays: Number(days),
        scopes: scope === 'READ' ? ['READ'] : ['READ', 'WRITE'],
      },
    });
    if (outcome.ok) setSecret(outcome.data.secret);
  };

  if (secret) {
    return (
      <Dialog opened onClose={onClose} title={t('tokens.secretTitle')}>
        <Stack>
          <p className={classes.text}>{t('tokens.secret')}</p>
          <code className={classes.secret}>{secret}</code>
          <FormActions>
            <Button
              onClick={() =>
                void navigator.clipboard.writeText(secret).then(() => toast(t('tokens.copied')))
              }
            >
              {t('common:action.copy')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('common:action.close')}
            </Button>
          </FormActions>
        </Stack>
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t('tokens.new')}>
      <Form onSubmit={() => void send()}>
        <TextInput
          size="md"
          data-autofocus
          label={t('tokens.name')}
          placeholder={t('tokens.namePlaceholder')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={create.fieldError('name')}
        />
        <NativeSelect
          size="md"
          label={t('tokens.valid')}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          error={create.fieldError('validDays')}
          data={DAYS.map((count) => ({ value: String(count), label: t('tokens.days', { count }) }))}
        />
        <Radio.Group
          size="md"
          label={t('tokens.scope')}
          value={scope}
          onChange={setScope}
          error={create.fieldError('scopes')}
        >
          <Stack gap={8}>
            <Radio mt={6} value="READ" label={t('tokens.scope.READ')} />
            <Radio value="READ_WRITE" label={t('tokens.scope.READ_WRITE')} />
          </Stack>
        </Radio.Group>
        <FormError>{create.error('name', 'validDays', 'scopes')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={create.pending} disabled={!name.trim()}>
            {t('tokens.create')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
