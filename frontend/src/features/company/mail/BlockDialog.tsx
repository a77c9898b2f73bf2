import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from './mail.module.css';
import { useBlockAddress } from './useMail';

/** Stops all mail to an address. */
export default function BlockDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['mail', 'common']);
  const [address, setAddress] = useState('');
  const block = useBlockAddress();

  async function stop() {
    const outcome = await block.run({ input: { address: address.trim() } });
    if (!outcome.ok) return;
    toast(t('blocked', { address: outcome.data.block.address }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('block')} size="sm">
      <Form onSubmit={() => void stop()}>
        <p className={classes.hint}>{t('block.text')}</p>
        <TextInput
          type="email"
          size="md"
          label={t('address')}
          autoComplete="off"
          data-autofocus
          required
          value={address}
          error={block.fieldError('address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <FormError>{block.error('address')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={block.pending} disabled={address.trim() === ''}>
            {t('block.do')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
