import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useHideKudos } from './useKudosActs';

/** An administrator says why these kudos are to be hidden. */
export function HideKudosDialog({ kudosId, onClose }: { kudosId: string; onClose: () => void }) {
  const { t } = useTranslation(['recognition', 'common']);
  const draft = useDraft(`recognition.hide:${kudosId}`, { reason: '' });
  const hide = useHideKudos();

  async function run() {
    const outcome = await hide.run({ input: { kudosId, reason: draft.value.reason } });
    if (!outcome.ok) return;
    draft.clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('hide.title')} size="sm">
      <Form onSubmit={() => void run()}>
        <Textarea
          label={t('hide.reason')}
          autosize
          minRows={3}
          maxLength={500}
          required
          data-autofocus
          value={draft.value.reason}
          error={hide.fieldError('reason')}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
        />
        <FormError>{hide.error('reason')}</FormError>
        <WhoWillSee>{t('hide.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={hide.pending}>
            {t('hide')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
