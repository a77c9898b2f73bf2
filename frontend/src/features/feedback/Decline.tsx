import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useDeclineFeedbackRequest } from './useDeclineFeedbackRequest';

interface DeclineProps {
  requestId: string;
  /** Who asked. */
  name: string;
  onDeclined: () => void;
}

/** Saying no is allowed; a reason helps, and is not required. */
export function Decline({ requestId, name, onDeclined }: DeclineProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const [opened, setOpened] = useState(false);
  const { value: draft, change, clear } = useDraft(`feedback.decline:${requestId}`, { reason: '' });
  const decline = useDeclineFeedbackRequest();

  async function run() {
    const outcome = await decline.run({ input: { requestId, reason: draft.reason } });
    if (!outcome.ok) return;
    clear();
    setOpened(false);
    toast(t('decline.done', { name }));
    onDeclined();
  }

  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('decline')}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('decline.title')} size="sm">
        <Form onSubmit={() => void run()}>
          <Textarea
            label={t('decline.reason')}
            description={t('decline.reasonHint')}
            autosize
            minRows={3}
            data-autofocus
            value={draft.reason}
            error={decline.fieldError('reason')}
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
          <FormError>{decline.error('reason')}</FormError>
          <WhoWillSee>{t('decline.whoSees', { name })}</WhoWillSee>
          <FormActions>
            <Button variant="default" onClick={() => setOpened(false)}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={decline.pending}>
              {t('decline')}
            </Button>
          </FormActions>
        </Form>
      </Dialog>
    </>
  );
}
