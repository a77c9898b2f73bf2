import { Button, Switch, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useEditTalkingPoint } from '../useTalkingPoints';
import type { Point } from './PointLine';

interface EditPointDialogProps {
  point: Pick<Point, 'id' | 'body' | 'version' | 'visibility' | 'recurring'>;
  /** The name of the other one. */
  other: string;
  onClose: () => void;
}

/** Another wording for one's own point, who reads it, and whether it comes back. */
export default function EditPointDialog({ point, other, onClose }: EditPointDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const edit = useEditTalkingPoint();
  const draft = useDraft(`one_on_ones.changePoint:${point.id}:${point.version}`, {
    body: point.body,
    only: point.visibility === 'PRIVATE',
    again: point.recurring,
  });
  const { body, only, again } = draft.value;

  const send = async () => {
    if (!body.trim()) return;
    const outcome = await edit.run({
      input: {
        talkingPointId: point.id,
        body: body.trim(),
        visibility: only ? 'PRIVATE' : 'SHARED',
        recurring: again,
        version: point.version,
      },
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
          value={body}
          onChange={(event) => draft.change({ body: event.currentTarget.value })}
          error={edit.fieldError('body')}
        />
        <Switch
          label={t('points.private')}
          checked={only}
          onChange={(event) => draft.change({ only: event.currentTarget.checked })}
        />
        <Switch
          label={t('points.again')}
          checked={again}
          onChange={(event) => draft.change({ again: event.currentTarget.checked })}
        />
        <WhoWillSee>
          {only ? t('points.seePrivate') : t('points.seeShared', { name: other })}
        </WhoWillSee>
        <FormError>{edit.error('body')}</FormError>
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
