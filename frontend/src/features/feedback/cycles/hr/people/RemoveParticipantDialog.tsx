import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { useRemoveCycleParticipant } from '../useParticipants';

interface RemoveParticipantDialogProps {
  participantId: string;
  name: string;
  onClose: () => void;
}

/** Somebody takes part no longer: reviews about them end, those that they write stay. */
export default function RemoveParticipantDialog({
  participantId,
  name,
  onClose,
}: RemoveParticipantDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const remove = useRemoveCycleParticipant();
  const draft = useDraft(`cycles.remove:${participantId}`, { reason: '' });
  const { reason } = draft.value;

  const send = async () => {
    if (!reason.trim()) return;
    const outcome = await remove.run({ input: { participantId, reason: reason.trim() } });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('people.removed', { name }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('people.removeNamed', { name })} size="sm">
      <Form onSubmit={() => void send()}>
        <p>{t('people.removeNote')}</p>
        <Textarea
          size="md"
          autosize
          minRows={2}
          data-autofocus
          required
          label={t('moves.reason')}
          description={t('moves.reasonNote')}
          value={reason}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
          error={remove.fieldError('reason')}
        />
        <FormError>{remove.error('reason')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.back')}
          </Button>
          <Button type="submit" color="red" loading={remove.pending} disabled={!reason.trim()}>
            {t('people.remove')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
