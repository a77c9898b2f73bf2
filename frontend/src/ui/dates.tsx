import { useTranslation } from 'react-i18next';
import { dateText, dayText, fullText, monthText, nearDateText, relativeText, shortDayText, timeText } from '@/lib/dates';
import { useSession } from '@/lib/session';

/** The viewer's language and zone; the browser's zone on public pages. */
export function useDates() {
  const { i18n } = useTranslation();
  const zone = useSession()?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  // English as in Europe: day before month, 24 hours.
  const locale = i18n.language === 'en' ? 'en-GB' : i18n.language;
  return {
    locale,
    zone,
    date: (date: string) => dateText(date, locale),
    month: (date: string) => monthText(date, locale),
    nearDate: (date: string) => nearDateText(date, locale, zone),
    day: (instant: string) => dayText(instant, locale, zone),
    shortDay: (instant: string) => shortDayText(instant, locale, zone),
    time: (instant: string) => timeText(instant, locale, zone),
    full: (instant: string) => fullText(instant, locale, zone),
    relative: (instant: string) => relativeText(instant, locale, zone),
  };
}

/** A calendar date of the API, e.g. a due date. */
export function DateText({ date }: { date: string }) {
  const dates = useDates();
  return <time dateTime={date}>{dates.date(date)}</time>;
}

/** An instant as words from now ("yesterday"), its full date in the title. */
export function RelativeTime({ at }: { at: string }) {
  const dates = useDates();
  return (
    <time dateTime={at} title={dates.full(at)}>
      {dates.relative(at)}
    </time>
  );
}

/** An instant as day and time. */
export function DateTimeText({ at }: { at: string }) {
  const dates = useDates();
  return (
    <time dateTime={at} title={dates.full(at)}>
      {dates.day(at)}, {dates.time(at)}
    </time>
  );
}
