import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { useEditTalkingPoint } from './useTalkingPoints';

interface EditPointDialogProps {
  point: { id: string; body: string; version: number };
  onClose: () => void;
}

/** Another wording for one's own point. */
export function EditPointDialog({ point, onClose }: EditPointDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const edit = useEditTalkingPoint();
  const draft = useDraft(`one_on_ones.editPoint:${point.id}`, { body: point.body });

  const send = async () => {
    const outcome = await edit.run({
      input: { talkingPointId: point.id, body: draft.value.body.trim(), version: point.version },
    });
    if (!outcome.ok) return;
    draft.clear();
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('points.editTitle')}>
      <Form onSubmit={() => void send()}>
        <Textarea
          autosize
          minRows={3}
          size="md"
          data-autofocus
          aria-label={t('points.editTitle')}
          value={draft.value.body}
          onChange={(event) => draft.change({ body: event.currentTarget.value })}
          error={edit.fieldError('body')}
        />
        <FormError>{edit.error('body')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={edit.pending} disabled={!draft.value.body.trim()}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
