import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { useRemoveFocusArea } from './useFocusAreas';

interface RemoveFocusAreaDialogProps {
  area: { id: string; title: string };
  onClose: () => void;
}

/** Its goals stay; that it was there stays in the plan's history. */
export function RemoveFocusAreaDialog({ area, onClose }: RemoveFocusAreaDialogProps) {
  const { t } = useTranslation(['development', 'common']);
  const remove = useRemoveFocusArea();

  async function send() {
    const outcome = await remove.run({ input: { id: area.id } });
    if (outcome.ok) onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('focusArea.remove')} size="sm">
      <Form onSubmit={() => void send()}>
        <p>{t('focusArea.removeText', { area: area.title })}</p>
        <FormError>{remove.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('goal.keep')}
          </Button>
          <Button type="submit" color="red" loading={remove.pending}>
            {t('focusArea.remove')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
