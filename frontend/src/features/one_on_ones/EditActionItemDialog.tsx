import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { ActionItemFields } from './ActionItemFields';
import { useEditActionItem } from './useActionItems';

interface Person {
  id: string;
  name: string;
  isViewer: boolean;
}

interface EditActionItemDialogProps {
  item: {
    id: string;
    body: string;
    dueOn: string | null;
    version: number;
    owner: Person;
    other: Person;
  };
  onClose: () => void;
}

/** Another wording, owner or day for a promise. */
export default function EditActionItemDialog({ item, onClose }: EditActionItemDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const edit = useEditActionItem();
  const draft = useDraft(`one_on_ones.editPromise:${item.id}`, {
    body: item.body,
    ownerId: item.owner.id,
    dueOn: item.dueOn ?? '',
  });
  const { body, ownerId, dueOn } = draft.value;
  const pair = item.owner.isViewer ? [item.owner, item.other] : [item.other, item.owner];

  const send = async () => {
    const outcome = await edit.run({
      input: {
        actionItemId: item.id,
        body: body.trim(),
        ownerId,
        dueOn: dueOn || null,
        version: item.version,
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('promises.editTitle')}>
      <Form onSubmit={() => void send()}>
        <ActionItemFields
          value={draft.value}
          change={draft.change}
          pair={pair}
          fieldError={edit.fieldError}
          autoFocus
        />
        <FormError>{edit.error('body', 'ownerId', 'dueOn')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={edit.pending} disabled={!body.trim()}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
