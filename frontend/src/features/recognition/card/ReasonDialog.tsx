import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';

interface ReasonDialogProps {
  title: string;
  whoSees: string;
  label: string;
  /** Under which name the reason is kept while it is written. */
  draft: string;
  command: {
    pending: boolean;
    fieldError: (field: string) => string | undefined;
    error: (...fields: string[]) => string | undefined;
  };
  run: (reason: string) => Promise<{ ok: boolean }>;
  onClose: () => void;
}

/** A moderator says why something is hidden, or shown again. */
export function ReasonDialog({ title, whoSees, label, draft, command, run, onClose }: ReasonDialogProps) {
  const { t } = useTranslation(['recognition', 'common']);
  const { value, change, clear } = useDraft(draft, { reason: '' });

  async function go() {
    const { ok } = await run(value.reason);
    if (!ok) return;
    clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={title} size="sm">
      <Form onSubmit={() => void go()}>
        <Textarea
          label={t('hide.reason')}
          autosize
          minRows={3}
          maxLength={500}
          required
          data-autofocus
          value={value.reason}
          error={command.fieldError('reason')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        <FormError>{command.error('reason')}</FormError>
        <WhoWillSee>{whoSees}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={command.pending}>
            {label}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
