import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { DateTimeText, useDates } from '@/ui/dates';
import { Section } from '@/ui/Section';
import classes from './rhythm.module.css';
import { type Entry, timeline } from './timeline';
import { useResumeSeries, useUndoSkip } from './useSeriesMoves';

export const UpcomingMeetingsFragment = graphql(`
  fragment UpcomingMeetings_series on OneOnOneSeries {
    id
    timeZone
    endedAt
    upcoming
    skippedDays
    pausedFrom
    pausedUntil
    current {
      id
      scheduledAt
      plannedAt
      moved
      openPointCount
    }
  }
`);

interface UpcomingMeetingsProps {
  series: FragmentType<typeof UpcomingMeetingsFragment>;
  /** Asks to move or skip the next one. */
  onMove: () => void;
}

/** The days to come, with what was skipped, moved and paused in its place. */
export function UpcomingMeetings({ series: masked, onMove }: UpcomingMeetingsProps) {
  const series = unmask(UpcomingMeetingsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  if (series.endedAt) return null;
  const dayOf = (instant: string) => calendarDate(new Date(instant), series.timeZone);
  const entries = timeline(series, dayOf, dayOf(new Date().toISOString()));
  const next = entries.find((one) => one.kind === 'meeting');
  return (
    <Section title={t('upcoming.title')}>
      <ol className={classes.timeline}>
        {entries.map((entry) => (
          <li key={`${entry.kind}${entry.day}`} className={classes.entry} data-kind={entry.kind}>
            {entry.kind === 'meeting' ? (
              <Meeting at={entry.at} series={series} next={entry === next} onMove={onMove} />
            ) : (
              <Gap entry={entry} seriesId={series.id} />
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

interface MeetingProps {
  at: string;
  series: { current: { id: string; scheduledAt: string; plannedAt: string; moved: boolean; openPointCount: number } | null };
  next: boolean;
  onMove: () => void;
}

function Meeting({ at, series: { current }, next, onMove }: MeetingProps) {
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  if (!next || !current) {
    return (
      <span className={classes.later}>
        <DateTimeText at={at} />
      </span>
    );
  }
  return (
    <>
      <span className={classes.what}>
        <Link className={classes.link} to={paths.meeting(current.id)}>
          <DateTimeText at={at} />
        </Link>
        <span className={classes.under}>
          {t('card.points', { count: current.openPointCount })}
          {current.moved ? (
            <> · {t('upcoming.moved', { when: dates.shortDay(current.plannedAt) })}</>
          ) : null}
        </span>
      </span>
      <Button variant="default" onClick={onMove}>
        {t('meeting.move')}
      </Button>
    </>
  );
}

function Gap({ entry, seriesId }: { entry: Exclude<Entry, { kind: 'meeting' }>; seriesId: string }) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const dates = useDates();
  const undo = useUndoSkip(seriesId);
  const resume = useResumeSeries(seriesId);
  if (entry.kind === 'pause') {
    return (
      <>
        <span className={classes.what}>
          {entry.until
            ? t('pause.fromUntil', { from: dates.date(entry.day), until: dates.date(entry.until) })
            : t('pause.fromOn', { from: dates.date(entry.day) })}
        </span>
        <Button variant="light" loading={resume.pending} onClick={() => void resume.run()}>
          {t('pause.resume')}
        </Button>
      </>
    );
  }
  return (
    <>
      <span className={classes.what}>
        <s>
          <time dateTime={entry.day}>{dates.date(entry.day)}</time>
        </s>{' '}
        <Badge variant="light" color="gray">
          {t('upcoming.skipped')}
        </Badge>
      </span>
      <Button
        variant="subtle"
        loading={undo.pending}
        aria-label={t('upcoming.undo', { date: dates.date(entry.day) })}
        onClick={() => void undo.run(entry.day)}
      >
        {t('common:action.undo')}
      </Button>
    </>
  );
}
