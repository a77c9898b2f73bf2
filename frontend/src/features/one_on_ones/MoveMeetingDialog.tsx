import { Button, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate, instantAt, wallClock } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import classes from './one_on_ones.module.css';
import { Kept } from './rhythm/Kept';
import { RhythmPreview, useRhythmPreview } from './rhythm/RhythmPreview';
import { useChangeSeries, useMoveMeeting, useSkipMeeting } from './rhythm/useSeriesMoves';

export const MoveMeetingFragment = graphql(`
  fragment MoveMeetingDialog_meeting on OneOnOneMeeting {
    id
    scheduledAt
    plannedAt
    openPointCount
    series {
      id
      cadence
      rrule
      timeZone
      upcoming(count: 12)
    }
  }
`);

const WAYS = ['this', 'following', 'skip'] as const;
export type WayToMove = (typeof WAYS)[number];

interface MoveMeetingDialogProps {
  meeting: FragmentType<typeof MoveMeetingFragment>;
  /** Which way is chosen at first. */
  way?: WayToMove;
  onClose: () => void;
}

/** Another day for the open meeting, or for all that follow; or leave this one out. */
export default function MoveMeetingDialog({
  meeting: masked,
  way: first = 'this',
  onClose,
}: MoveMeetingDialogProps) {
  const meeting = unmask(MoveMeetingFragment, masked);
  const { series } = meeting;
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const dates = useDates();
  const move = useMoveMeeting();
  const change = useChangeSeries();
  const skip = useSkipMeeting(series.id);
  const [way, setWay] = useState<WayToMove>(first);
  // All that follow are set by the clocks of the series, one meeting by one's own.
  const zone = way === 'following' ? series.timeZone : viewer.timeZone;
  const [at, setAt] = useState(meeting.scheduledAt);
  const [empty, setEmpty] = useState(false);
  const when = empty ? '' : wallClock(at, zone);
  const preview = useRhythmPreview({
    cadence: series.cadence,
    rrule: series.rrule,
    first: way === 'following' ? when : '',
    zone,
  });
  const command = { this: move, following: change, skip }[way];
  const field = way === 'following' ? 'nextMeetingAt' : 'scheduledAt';
  const next = series.upcoming.find((one) => Date.parse(one) > Date.parse(meeting.scheduledAt));

  const send = async () => {
    if (way === 'skip') {
      const day = calendarDate(new Date(meeting.plannedAt), series.timeZone);
      if (await skip.skip(meeting.id, day)) onClose();
      return;
    }
    if (!when) return;
    const outcome =
      way === 'this'
        ? await move.run({ input: { meetingId: meeting.id, scheduledAt: at } })
        : await change.run({
            input: {
              seriesId: series.id,
              cadence: series.cadence,
              rrule: series.cadence === 'CUSTOM' ? series.rrule : null,
              timeZone: series.timeZone,
              nextMeetingAt: at,
            },
          });
    if (!outcome.ok) return;
    toast(t('meeting.moved', { when: `${dates.day(at)}, ${dates.time(at)}` }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('meeting.moveTitle')}>
      <Form onSubmit={() => void send()}>
        <Radio.Group
          size="md"
          aria-label={t('meeting.moveWhat')}
          value={way}
          onChange={(value) => {
            setWay(value as WayToMove);
            command.reset();
          }}
        >
          <Stack gap={8}>
            {WAYS.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`meeting.move.${one}`)}
                data-autofocus={one === way || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        {way === 'skip' ? (
          <p>
            {next
              ? t('skip.next', { when: `${dates.day(next)}, ${dates.time(next)}` })
              : t('skip.nextByRhythm')}
          </p>
        ) : (
          <TextInput
            type="datetime-local"
            size="md"
            label={t('meeting.moveWhen')}
            description={t('start.zone', { zone })}
            value={when}
            onChange={(event) => {
              const text = event.currentTarget.value;
              setEmpty(!text);
              if (text) setAt(instantAt(text, zone));
            }}
            error={command.fieldError(field) ?? (way === 'following' ? preview?.problem?.message : undefined)}
          />
        )}
        {way === 'following' ? <RhythmPreview preview={preview} zone={zone} /> : null}
        {way === 'following' && series.cadence === 'CUSTOM' ? (
          <p className={classes.quiet}>{t('meeting.moveOwnRule')}</p>
        ) : null}
        <Kept points={meeting.openPointCount} what="moves" />
        <FormError>{command.error(...(way === 'skip' ? [] : [field]))}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={command.pending} disabled={way !== 'skip' && !when}>
            {t(`meeting.moveDo.${way}`)}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
