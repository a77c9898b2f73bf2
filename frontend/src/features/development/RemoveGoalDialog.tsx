import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { useRemoveGoal } from './useGoals';

interface RemoveGoalDialogProps {
  goal: { id: string; title: string };
  onClose: () => void;
  onRemoved?: () => void;
}

/** Its steps and words go with it and do not come back, so it asks. */
export function RemoveGoalDialog({ goal, onClose, onRemoved = onClose }: RemoveGoalDialogProps) {
  const { t } = useTranslation(['development', 'common']);
  const remove = useRemoveGoal();

  async function send() {
    const outcome = await remove.run({ input: { goalId: goal.id } });
    if (outcome.ok) onRemoved();
  }

  return (
    <Dialog opened onClose={onClose} title={t('goal.remove')} size="sm">
      <Form onSubmit={() => void send()}>
        <p>{t('goal.removeText', { goal: goal.title })}</p>
        <FormError>{remove.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('goal.keep')}
          </Button>
          <Button type="submit" color="red" loading={remove.pending}>
            {t('goal.remove')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
