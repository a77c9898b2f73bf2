import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { instantAt, wallClock } from '@/lib/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { Kept } from './Kept';
import { RhythmFields } from './RhythmFields';
import type { Rhythm } from './RhythmPreview';
import { useChangeSeries } from './useSeriesMoves';

export const ChangeRhythmFragment = graphql(`
  fragment ChangeRhythmDialog_series on OneOnOneSeries {
    id
    cadence
    rrule
    timeZone
    current {
      id
      scheduledAt
      openPointCount
    }
  }
`);

interface ChangeRhythmDialogProps {
  series: FragmentType<typeof ChangeRhythmFragment>;
  onClose: () => void;
}

/** Another rhythm for all that follow, from the next meeting on. */
export default function ChangeRhythmDialog({ series: masked, onClose }: ChangeRhythmDialogProps) {
  const series = unmask(ChangeRhythmFragment, masked);
  const { t } = useTranslation(['one_on_ones', 'common']);
  const change = useChangeSeries();
  const [rhythm, setRhythm] = useState<Rhythm>(() => ({
    cadence: series.cadence,
    rrule: series.cadence === 'CUSTOM' ? series.rrule : '',
    first: series.current ? wallClock(series.current.scheduledAt, series.timeZone) : '',
    zone: series.timeZone,
  }));
  const { cadence, rrule, first, zone } = rhythm;

  const send = async () => {
    if (!first) return;
    const outcome = await change.run({
      input: {
        seriesId: series.id,
        cadence,
        rrule: cadence === 'CUSTOM' ? rrule : null,
        timeZone: zone,
        nextMeetingAt: instantAt(first, zone),
      },
    });
    if (!outcome.ok) return;
    toast(t('series.changed', { rhythm: outcome.data.series.rhythm }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('series.change')}>
      <Form onSubmit={() => void send()}>
        <RhythmFields
          value={rhythm}
          change={(patch) => setRhythm((before) => ({ ...before, ...patch }))}
          firstLabel={t('series.nextOne')}
          firstField="nextMeetingAt"
          fieldError={change.fieldError}
        />
        <Kept points={series.current?.openPointCount ?? 0} what="moves" />
        <FormError>{change.error('cadence', 'rrule', 'timeZone', 'nextMeetingAt')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={change.pending} disabled={!first}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
