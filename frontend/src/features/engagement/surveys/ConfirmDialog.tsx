import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';

interface ConfirmDialogProps {
  title: string;
  /** What will be so afterwards, for it cannot be undone. */
  text: string;
  action: string;
  pending: boolean;
  error: string | undefined;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once before what cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Dialog opened onClose={props.onClose} title={props.title} size="sm">
      <Form onSubmit={props.onConfirm}>
        <p>{props.text}</p>
        <FormError>{props.error}</FormError>
        <FormActions>
          <Button variant="default" data-autofocus onClick={props.onClose}>
            {t('action.back')}
          </Button>
          <Button type="submit" color="red" loading={props.pending}>
            {props.action}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
