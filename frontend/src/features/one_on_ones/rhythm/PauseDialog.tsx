import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarDate } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { Kept } from './Kept';
import classes from './rhythm.module.css';
import { usePauseSeries, useResumeSeries } from './useSeriesMoves';

interface PauseDialogProps {
  seriesId: string;
  points: number;
  onClose: () => void;
}

/** No meetings for a while: a leave, a long journey. */
export default function PauseDialog({ seriesId, points, onClose }: PauseDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const dates = useDates();
  const pause = usePauseSeries();
  const resume = useResumeSeries(seriesId);
  const [from, setFrom] = useState(() => calendarDate(new Date(), viewer.timeZone));
  const [until, setUntil] = useState('');
  const [open, setOpen] = useState(false);
  const ready = from !== '' && (open || until !== '');

  const send = async () => {
    if (!ready) return;
    const end = open ? null : until;
    const outcome = await pause.run({ input: { seriesId, from, until: end } });
    if (!outcome.ok) return;
    toast(end ? t('pause.done', { date: dates.date(end) }) : t('pause.doneOpen'), {
      label: t('common:action.undo'),
      run: () => void resume.run(),
    });
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('pause.title')} size="sm">
      <Form onSubmit={() => void send()}>
        <p>{t('pause.text')}</p>
        <div className={classes.row}>
          <TextInput
            type="date"
            size="md"
            className={classes.grow ?? ''}
            data-autofocus
            label={t('pause.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={pause.fieldError('from')}
          />
          <TextInput
            type="date"
            size="md"
            className={classes.grow ?? ''}
            label={t('pause.until')}
            min={from || undefined}
            value={open ? '' : until}
            disabled={open}
            onChange={(event) => setUntil(event.currentTarget.value)}
            error={pause.fieldError('until')}
          />
        </div>
        <Switch
          size="md"
          label={t('pause.open')}
          checked={open}
          onChange={(event) => setOpen(event.currentTarget.checked)}
        />
        <Kept points={points} what="moves" />
        <FormError>{pause.error('from', 'until')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={pause.pending} disabled={!ready}>
            {t('pause.do')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
