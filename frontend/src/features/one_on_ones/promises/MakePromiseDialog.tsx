import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { ActionItemFields } from '../ActionItemFields';
import { useAddActionItem } from '../useActionItems';

interface MakePromiseDialogProps {
  point: { id: string; body: string; visibility: 'SHARED' | 'PRIVATE' };
  meetingId: string;
  other: { id: string; name: string };
  onClose: () => void;
}

/** What was spoken about becomes what somebody will do; the promise remembers the point. */
export default function MakePromiseDialog({ point, meetingId, other, onClose }: MakePromiseDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const add = useAddActionItem();
  const draft = useDraft(`one_on_ones.promiseOf:${point.id}`, {
    body: point.body,
    ownerId: viewer.personId,
    dueOn: '',
  });
  const { body, ownerId, dueOn } = draft.value;

  const send = async () => {
    if (!body.trim()) return;
    const outcome = await add.run({
      input: {
        meetingId,
        body: body.trim(),
        ownerId,
        dueOn: dueOn || null,
        originPointId: point.id,
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('promises.made', { promise: body.trim() }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('points.promise')}>
      <Form onSubmit={() => void send()}>
        <ActionItemFields
          value={draft.value}
          change={draft.change}
          pair={[{ id: viewer.personId, name: viewer.name }, other]}
          fieldError={add.fieldError}
          autoFocus
        />
        <WhoWillSee>
          {point.visibility === 'PRIVATE'
            ? t('promises.seeFromPrivate', { name: other.name })
            : t('promises.see', { name: other.name })}
        </WhoWillSee>
        <FormError>{add.error('body', 'ownerId', 'dueOn')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={add.pending} disabled={!body.trim()}>
            {t('promises.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
