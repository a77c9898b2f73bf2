import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';

interface ConfirmDialogProps {
  title: string;
  /** What it will mean, since it cannot be undone. */
  text: string;
  label: string;
  command: { pending: boolean; error: () => string | undefined };
  run: () => Promise<{ ok: boolean }>;
  onDone: () => void;
  onClose: () => void;
}

/** Before something that has no way back. */
export function ConfirmDialog({ title, text, label, command, run, onDone, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('common');
  async function go() {
    const { ok } = await run();
    if (!ok) return;
    onClose();
    onDone();
  }
  return (
    <Dialog opened onClose={onClose} title={title} size="sm">
      <Form onSubmit={() => void go()}>
        <p>{text}</p>
        <FormError>{command.error()}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" data-autofocus loading={command.pending}>
            {label}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
