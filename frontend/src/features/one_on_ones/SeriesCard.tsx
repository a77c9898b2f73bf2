import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from './one_on_ones.module.css';

export const SeriesCardFragment = graphql(`
  fragment SeriesCard_series on OneOnOneSeries {
    id
    rhythm
    timeZone
    endedAt
    pausedFrom
    pausedUntil
    other {
      id
      ...PersonLine_person
    }
    current {
      id
      scheduledAt
      openPointCount
    }
    openActionItems {
      id
    }
  }
`);

/** One series in the list: with whom, when next, what is open. Leads to the meeting. */
export function SeriesCard({ series: masked }: { series: FragmentType<typeof SeriesCardFragment> }) {
  const series = unmask(SeriesCardFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const { current } = series;
  const late = current ? Date.parse(current.scheduledAt) < Date.now() - 86_400_000 : false;
  const today = calendarDate(new Date(), dates.zone);
  const paused =
    series.pausedFrom !== null &&
    series.pausedFrom <= today &&
    (series.pausedUntil === null || series.pausedUntil > today);
  return (
    <li className={classes.item}>
      <PersonLine
        person={series.other}
        to={current && !series.endedAt ? paths.meeting(current.id) : paths.series(series.id)}
        note={
          series.timeZone === dates.zone ? (
            series.rhythm
          ) : (
            // The rhythm tells the time of its own zone, the next meeting that of the viewer's.
            <>
              {series.rhythm} {t('series.zone', { zone: series.timeZone })}
            </>
          )
        }
      />
      <span className={classes.facts}>
        {series.endedAt ? (
          <span>{t('card.ended', { when: dates.shortDay(series.endedAt) })}</span>
        ) : current ? (
          <>
            <span data-late={(late && !paused) || undefined}>
              {paused
                ? series.pausedUntil
                  ? t('card.pausedUntil', { date: dates.date(series.pausedUntil) })
                  : t('card.paused')
                : late
                ? t('card.late', { when: dates.shortDay(current.scheduledAt) })
                : t('card.next', {
                    when: `${dates.day(current.scheduledAt)}, ${dates.time(current.scheduledAt)}`,
                  })}
            </span>
            <span className={classes.counts}>
              {t('card.points', { count: current.openPointCount })}
              {series.openActionItems.length > 0 ? (
                <> · {t('card.promises', { count: series.openActionItems.length })}</>
              ) : null}
            </span>
          </>
        ) : null}
      </span>
    </li>
  );
}
