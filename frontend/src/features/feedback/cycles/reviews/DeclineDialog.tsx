import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useDeclineReview } from './useReviews';
import { useUndoDecline } from './useUndoDecline';

interface DeclineDialogProps {
  reviewId: string;
  /** About whom. */
  name: string;
  onClose: () => void;
}

/** Saying no, with a reason, so that somebody else can be asked. It can be taken back. */
export default function DeclineDialog({ reviewId, name, onClose }: DeclineDialogProps) {
  const { t } = useTranslation(['reviews', 'common']);
  const { value, change, clear } = useDraft(`review.decline:${reviewId}`, { reason: '' });
  const decline = useDeclineReview();
  const undo = useUndoDecline();

  async function run() {
    const outcome = await decline.run({ input: { reviewId, reason: value.reason } });
    if (!outcome.ok) return;
    clear();
    onClose();
    toast(t('decline.done', { name }), {
      label: t('common:action.undo'),
      run: () => void undo.run(reviewId),
    });
  }

  return (
    <Dialog opened onClose={onClose} title={t('decline.title')} size="sm">
      <Form onSubmit={() => void run()}>
        <p>{t('decline.text')}</p>
        <Textarea
          label={t('decline.reason')}
          description={t('decline.reasonHint')}
          required
          autosize
          minRows={3}
          data-autofocus
          value={value.reason}
          error={decline.fieldError('reason')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        <FormError>{decline.error('reason')}</FormError>
        <WhoWillSee>{t('decline.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={decline.pending} disabled={!value.reason.trim()}>
            {t('decline')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
