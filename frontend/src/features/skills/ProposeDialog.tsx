import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { Suggestion } from './Mentoring';
import { useProposeMentorship } from './useMentorships';

interface ProposeDialogProps {
  suggestion: Suggestion;
  onClose: () => void;
}

/** Some words to whoever is asked; nothing begins before both have accepted. */
export default function ProposeDialog({ suggestion, onClose }: ProposeDialogProps) {
  const { t } = useTranslation(['skills', 'common']);
  const { mentor, mentee, skill } = suggestion;
  const propose = useProposeMentorship();
  const draft = useDraft(`skills.propose:${mentor.id}:${mentee.id}:${skill.id}`, { message: '' });

  async function send() {
    const outcome = await propose.run({
      input: {
        mentorId: mentor.id,
        menteeId: mentee.id,
        skillId: skill.id,
        message: draft.value.message,
      },
    });
    if (outcome.ok) {
      draft.clear();
      toast(t('skills:propose.done'));
      onClose();
    }
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('skills:propose.title', { mentor: mentor.name, mentee: mentee.name, skill: skill.name })}
    >
      <Form onSubmit={() => void send()}>
        <Textarea
          label={t('skills:propose.message')}
          description={t('skills:propose.hint')}
          autosize
          minRows={3}
          data-autofocus
          value={draft.value.message}
          error={propose.fieldError('message')}
          onChange={(event) => draft.change({ message: event.currentTarget.value })}
        />
        <FormError>{propose.error('message')}</FormError>
        <WhoWillSee>{t('skills:propose.whoSees', { mentor: mentor.name, mentee: mentee.name })}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={propose.pending}>
            {t('skills:propose.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
