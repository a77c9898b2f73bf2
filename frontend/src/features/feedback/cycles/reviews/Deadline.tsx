import { useTranslation } from 'react-i18next';
import { useDates } from '@/ui/dates';

interface DeadlineProps {
  /** The instant at which the last day ends. */
  dueAt: string;
  /** `until`: one may change it till then. `write`: one has to write till then. */
  words: 'until' | 'write';
}

/** A deadline as one would say it: the day, the time in one's own zone, and how far off it is. */
export function Deadline({ dueAt, words }: DeadlineProps) {
  const { t } = useTranslation('reviews');
  const dates = useDates();
  // The instant is the first of the next day where the zones are the same: the minute before is meant.
  const last = new Date(Date.parse(dueAt) - 60_000).toISOString();
  return (
    <time dateTime={dueAt}>
      {t(`deadline.${words}`, {
        day: dates.day(last),
        time: dates.time(last),
        when: dates.relative(last),
      })}
    </time>
  );
}
