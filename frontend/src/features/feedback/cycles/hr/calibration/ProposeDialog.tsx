import { Button, Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../hr.module.css';
import type { Target } from './Session';
import { useProposeCalibrationChange } from './useCalibration';

interface ProposeDialogProps {
  sessionId: string;
  target: Target;
  onClose: () => void;
}

/** Another rating, with a reason that stays in the history. */
export default function ProposeDialog({ sessionId, target, onClose }: ProposeDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const { seat, question } = target;
  const propose = useProposeCalibrationChange();
  const rating = seat.ratings.find((one) => one.question.id === question.id);
  const present = rating?.calibrated ?? rating?.manager ?? null;
  const draft = useDraft<{ after: number | null; reason: string }>(
    `cycles.propose:${seat.participant.id}:${question.id}`,
    { after: null, reason: '' },
  );
  const { reason } = draft.value;
  const after = draft.value.after ?? target.after;

  const send = async () => {
    if (after === null || after === present || !reason.trim()) return;
    const outcome = await propose.run({
      input: {
        sessionId,
        participantId: seat.participant.id,
        questionId: question.id,
        after,
        reason: reason.trim(),
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('propose.done', { name: seat.person.name }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('propose.title', { name: seat.person.name })} size="sm">
      <Form onSubmit={() => void send()}>
        <p>{question.text}</p>
        <Radio.Group
          label={t('propose.after')}
          description={present === null ? undefined : t('propose.before', { value: present })}
          value={after === null ? '' : String(after)}
          onChange={(value) => draft.change({ after: Number(value) })}
          error={propose.fieldError('after')}
        >
          <div className={classes.points}>
            {question.scale.map((point, index) => (
              <Radio
                key={point.value}
                size="md"
                value={String(point.value)}
                label={`${point.value} – ${point.label}`}
                disabled={point.value === present}
                data-autofocus={(target.after === null && index === 0) || undefined}
              />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          size="md"
          autosize
          minRows={3}
          required
          data-autofocus={target.after !== null || undefined}
          label={t('propose.reason')}
          description={t('propose.reasonNote')}
          value={reason}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
          error={propose.fieldError('reason')}
        />
        <WhoWillSee>{t('propose.see')}</WhoWillSee>
        <FormError>{propose.error('after', 'reason')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={propose.pending}
            disabled={after === null || after === present || !reason.trim()}
          >
            {t('propose.go')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
