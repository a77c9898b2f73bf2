import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from './surveys.module.css';
import { useCancelWave } from './useSurveys';

interface CancelWaveDialogProps {
  waveId: string;
  number: number;
  onClose: () => void;
}

/** A wave called off: what was cast is destroyed, read by nobody. */
export default function CancelWaveDialog({ waveId, number, onClose }: CancelWaveDialogProps) {
  const { t } = useTranslation(['surveys', 'common']);
  const cancel = useCancelWave();
  const draft = useDraft(`surveys.cancel:${waveId}`, { reason: '' });
  const reason = draft.value.reason.trim();

  const send = async () => {
    if (!reason) return;
    const outcome = await cancel.run({ input: { waveId, reason } });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('cancel.done'));
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t('cancel.title', { number })} size="md">
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>{t('cancel.text')}</p>
        <Textarea
          size="md"
          autosize
          minRows={2}
          data-autofocus
          required
          label={t('cancel.reason')}
          description={t('cancel.reasonNote')}
          value={draft.value.reason}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
          error={cancel.fieldError('reason')}
        />
        <FormError>{cancel.error('reason')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.back')}
          </Button>
          <Button type="submit" color="red" loading={cancel.pending} disabled={!reason}>
            {t('cancel.action')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
