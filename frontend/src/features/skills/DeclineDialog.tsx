import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useAnswerMentorship } from './useMentorships';

interface DeclineDialogProps {
  id: string;
  name: string;
  onClose: () => void;
}

/** No, with a reason if one likes. */
export default function DeclineDialog({ id, name, onClose }: DeclineDialogProps) {
  const { t } = useTranslation(['skills', 'common']);
  const answer = useAnswerMentorship();
  const draft = useDraft(`skills.decline:${id}`, { reason: '' });

  async function send() {
    const outcome = await answer.run({ input: { id, accept: false, reason: draft.value.reason } });
    if (outcome.ok) {
      draft.clear();
      onClose();
    }
  }

  return (
    <Dialog opened onClose={onClose} title={t('skills:decline.title')} size="sm">
      <Form onSubmit={() => void send()}>
        <Textarea
          label={t('skills:decline.reason')}
          autosize
          minRows={2}
          data-autofocus
          value={draft.value.reason}
          error={answer.fieldError('reason')}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
        />
        <FormError>{answer.error('reason')}</FormError>
        <WhoWillSee>{t('skills:decline.whoSees', { name })}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={answer.pending}>
            {t('skills:mentoring.decline')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
