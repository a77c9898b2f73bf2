import { Button, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from './hr.module.css';
import { useSaveCycleTemplate } from './useCycles';

interface SaveTemplateDialogProps {
  cycleId: string;
  name: string;
  onClose: () => void;
}

/** The cycle's questions, perspectives and lengths of phases, to begin another one with. */
export default function SaveTemplateDialog({ cycleId, name, onClose }: SaveTemplateDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const save = useSaveCycleTemplate();
  const draft = useDraft(`cycles.template:${cycleId}`, { name, description: '' });

  const send = async () => {
    if (!draft.value.name.trim()) return;
    const outcome = await save.run({
      input: {
        cycleId,
        name: draft.value.name.trim(),
        description: draft.value.description.trim(),
      },
    });
    if (!outcome.ok) return;
    toast(t('templates.saved', { name: draft.value.name.trim() }));
    draft.clear();
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('templates.save')} size="sm">
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>{t('templates.saveNote')}</p>
        <TextInput
          size="md"
          data-autofocus
          required
          label={t('templates.name')}
          value={draft.value.name}
          onChange={(event) => draft.change({ name: event.currentTarget.value })}
          error={save.fieldError('name')}
        />
        <Textarea
          size="md"
          autosize
          minRows={2}
          label={t('field.description')}
          value={draft.value.description}
          onChange={(event) => draft.change({ description: event.currentTarget.value })}
          error={save.fieldError('description')}
        />
        <FormError>{save.error('name', 'description')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={!draft.value.name.trim()}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
