import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { dayText, instantAt, timeText, wallClock } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import classes from './rhythm.module.css';
import { changesOfClocks } from './rule';

const PREVIEWED = 6;

const PreviewRhythm = graphql(`
  query PreviewRhythm(
    $cadence: SeriesCadence!
    $firstMeetingAt: DateTime!
    $rrule: String
    $timeZone: String
    $count: Int!
  ) {
    rhythmPreview(
      cadence: $cadence
      firstMeetingAt: $firstMeetingAt
      rrule: $rrule
      timeZone: $timeZone
      count: $count
    ) {
      rrule
      rhythm
      meetings
      problem {
        kind
        code
        message
        field
      }
    }
  }
`);

export type Cadence = 'WEEKLY' | 'EVERY_TWO_WEEKS' | 'MONTHLY' | 'CUSTOM';

/** A rhythm as a form holds it. */
export interface Rhythm {
  cadence: Cadence;
  /** Counts for an own rhythm only. */
  rrule: string;
  /** Day and time of the next meeting on the clocks of `zone`; empty while nothing is chosen. */
  first: string;
  zone: string;
}

/** What a rhythm leads to, asked of the server a moment after the last change. */
export function useRhythmPreview({ cadence, rrule, first, zone }: Rhythm, count = PREVIEWED) {
  const variables = {
    cadence,
    rrule: cadence === 'CUSTOM' ? rrule : null,
    timeZone: zone,
    firstMeetingAt: first ? instantAt(first, zone) : '',
    count,
  };
  // As text: the object is another one each time, and what it says counts.
  const [asked] = useDebouncedValue(JSON.stringify(variables), 250);
  const settled = JSON.parse(asked) as typeof variables;
  const [{ data }] = useQuery({
    query: PreviewRhythm,
    variables: settled,
    pause: !settled.firstMeetingAt || settled.rrule === '',
  });
  return data?.rhythmPreview;
}

type Preview = NonNullable<ReturnType<typeof useRhythmPreview>>;

/** The next meetings of a rhythm, in words and as a list, across changes of the clocks. */
export function RhythmPreview({ preview, zone }: { preview: Preview | undefined; zone: string }) {
  const { t } = useTranslation('one_on_ones');
  const viewer = useViewer();
  const { locale } = useDates();
  const meetings = preview?.meetings ?? [];
  const changes = changesOfClocks(meetings, (instant) => wallClock(instant, zone));
  const elsewhere = zone !== viewer.timeZone;
  return (
    <section className={classes.preview} aria-label={t('preview.title')}>
      <p className={classes.words} role="status">
        {preview?.rhythm || t('preview.title')}
      </p>
      <ol className={classes.meetings} data-waiting={meetings.length === 0 || undefined}>
        {meetings.map((at) => (
          <li key={at}>
            <time dateTime={at}>
              {dayText(at, locale, zone)}, {timeText(at, locale, zone)}
            </time>
            {elsewhere ? (
              <span className={classes.dim}>
                {t('preview.yourTime', { time: timeText(at, locale, viewer.timeZone) })}
              </span>
            ) : null}
            {changes.includes(at) ? (
              <span className={classes.clocks}>
                {t('preview.clocks', { time: timeText(at, locale, zone) })}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
