import { Button, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { calendarDate } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { Resource } from './ResourceLine';
import { useMarkLearningDone } from './useLearning';

interface DoneDialogProps {
  resource: Resource;
  onClose: () => void;
}

const FIELDS = ['doneOn', 'minutes', 'note'] as const;

/** Says that one has learned it: when, how long it took if one likes, and what one takes along. */
export default function DoneDialog({ resource, onClose }: DoneDialogProps) {
  const { t } = useTranslation(['learning', 'common']);
  const viewer = useViewer();
  const mark = useMarkLearningDone();
  const today = calendarDate(new Date(), viewer.timeZone);
  const record = resource.myRecord;
  const { value, change, clear } = useDraft(`learning.done:${resource.id}`, {
    doneOn: record?.doneOn ?? today,
    // Text, so that the field can be empty.
    minutes: record?.minutes ? String(record.minutes) : '',
    note: record?.note ?? '',
  });
  const minutes = value.minutes.trim() === '' ? null : Number(value.minutes);
  const ready = value.doneOn !== '' && (minutes === null || Number.isInteger(minutes));

  async function send() {
    if (!ready) return;
    const outcome = await mark.run({
      input: { resourceId: resource.id, doneOn: value.doneOn, minutes, note: value.note },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('done.told'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={resource.title}>
      <Form onSubmit={() => void send()}>
        <TextInput
          data-autofocus
          type="date"
          label={t('done.on')}
          required
          max={today}
          value={value.doneOn}
          error={mark.fieldError('doneOn')}
          onChange={(event) => change({ doneOn: event.currentTarget.value })}
        />
        <TextInput
          type="number"
          inputMode="numeric"
          min={1}
          label={t('done.minutes')}
          description={t('done.minutesHint')}
          value={value.minutes}
          error={mark.fieldError('minutes')}
          onChange={(event) => change({ minutes: event.currentTarget.value })}
        />
        <Textarea
          label={t('done.note')}
          description={t('done.noteHint')}
          autosize
          minRows={3}
          value={value.note}
          error={mark.fieldError('note')}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <FormError>{mark.error(...FIELDS)}</FormError>
        <WhoWillSee>{t('done.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={mark.pending} disabled={!ready}>
            {t('done.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
