import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useRejectNomination, useUndoNominationRefusal } from './useNominations';

interface RejectDialogProps {
  reviewId: string;
  /** Who would have written. */
  name: string;
  onClose: () => void;
}

/** Taking one off a choice that was sent, with a reason. It can be undone. */
export default function RejectDialog({ reviewId, name, onClose }: RejectDialogProps) {
  const { t } = useTranslation(['reviews', 'common']);
  const { value, change, clear } = useDraft(`nominations.reject:${reviewId}`, { reason: '' });
  const reject = useRejectNomination();
  const undo = useUndoNominationRefusal();

  async function run() {
    const outcome = await reject.run({ input: { reviewId, reason: value.reason } });
    if (!outcome.ok) return;
    clear();
    onClose();
    toast(t('reject.done', { name }), {
      label: t('common:action.undo'),
      run: () => void undo.run({ input: { reviewId } }),
    });
  }

  return (
    <Dialog opened onClose={onClose} title={t('reject.this', { name })} size="sm">
      <Form onSubmit={() => void run()}>
        <Textarea
          label={t('reject.reason')}
          required
          autosize
          minRows={3}
          data-autofocus
          value={value.reason}
          error={reject.fieldError('reason')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        <FormError>{reject.error('reason')}</FormError>
        <WhoWillSee>{t('reject.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={reject.pending} disabled={!value.reason.trim()}>
            {t('reject')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
