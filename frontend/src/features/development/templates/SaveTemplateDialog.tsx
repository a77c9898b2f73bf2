import { Button, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useSavePlanTemplate } from './useTemplates';

interface SaveTemplateDialogProps {
  plan: { id: string; title: string };
  onClose: () => void;
}

/** Makes a plan's titles and steps something that everybody here can begin from. */
export default function SaveTemplateDialog({ plan, onClose }: SaveTemplateDialogProps) {
  const { t } = useTranslation(['development', 'common']);
  const navigate = useNavigate();
  const save = useSavePlanTemplate();
  const { value, change, clear } = useDraft(`development.template:${plan.id}`, {
    name: plan.title,
    description: '',
  });

  async function send() {
    const outcome = await save.run({ input: { planId: plan.id, ...value } });
    if (!outcome.ok) return;
    clear();
    toast(t('template.saved'), {
      label: t('template.all'),
      run: () => void navigate(paths.planTemplates),
    });
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('template.save')}>
      <Form onSubmit={() => void send()}>
        <p>{t('template.saveText')}</p>
        <TextInput
          label={t('template.name')}
          required
          maxLength={200}
          data-autofocus
          value={value.name}
          error={save.fieldError('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('template.description')}
          description={t('template.descriptionHint')}
          autosize
          minRows={2}
          value={value.description}
          error={save.fieldError('description')}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <FormError>{save.error('name', 'description')}</FormError>
        <WhoWillSee>{t('template.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={!value.name.trim()}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
