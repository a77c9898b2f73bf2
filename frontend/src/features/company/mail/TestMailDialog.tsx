import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/lib/paths';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from './mail.module.css';
import { useSendTestMail } from './useMail';

/** Sends a mail that says only that mail works, and leads to its log. */
export default function TestMailDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['mail', 'common']);
  const navigate = useNavigate();
  const [to, setTo] = useState<'me' | 'other'>('me');
  const [address, setAddress] = useState('');
  const test = useSendTestMail();

  async function send() {
    const outcome = await test.run({ input: { address: to === 'me' ? null : address.trim() } });
    if (!outcome.ok) return;
    toast(t('test.queued'));
    onClose();
    void navigate(paths.outgoingMail(outcome.data.mail.id));
  }

  return (
    <Dialog opened onClose={onClose} title={t('test')} size="sm">
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>{t('test.text')}</p>
        <SegmentedControl
          aria-label={t('test.to')}
          value={to}
          onChange={(value) => setTo(value as 'me' | 'other')}
          data={[
            { value: 'me', label: t('test.me') },
            { value: 'other', label: t('test.other') },
          ]}
        />
        {to === 'other' ? (
          <TextInput
            type="email"
            size="md"
            label={t('address')}
            autoComplete="off"
            value={address}
            error={test.fieldError('address')}
            onChange={(event) => setAddress(event.currentTarget.value)}
            required
          />
        ) : null}
        <FormError>{to === 'other' ? test.error('address') : test.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button
            type="submit"
            data-autofocus
            loading={test.pending}
            disabled={to === 'other' && address.trim() === ''}
          >
            {t('test.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
