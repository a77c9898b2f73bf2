import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { DateTimeText } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './home.module.css';

export const NextMeetingsFragment = graphql(`
  fragment NextMeetings_home on Home {
    meetings {
      id
      scheduledAt
      openPointCount
      series {
        id
        other {
          id
          ...PersonLine_person
        }
      }
    }
  }
`);

/** The viewer's one-on-ones of the next seven days, each leading to its meeting. */
export function NextMeetings({ home: masked }: { home: FragmentType<typeof NextMeetingsFragment> }) {
  const { meetings } = unmask(NextMeetingsFragment, masked);
  const { t } = useTranslation('home');
  return (
    <Section
      title={t('meetings.title')}
      aside={
        <Link className={classes.more} to={paths.oneOnOnes}>
          {t('meetings.all')}
        </Link>
      }
    >
      {meetings.length === 0 ? (
        <p className={classes.quiet}>{t('meetings.none')}</p>
      ) : (
        <ul className={classes.list}>
          {meetings.map((meeting) => (
            <li key={meeting.id} className={classes.item}>
              <div className={classes.grow}>
                <PersonLine
                  person={meeting.series.other}
                  to={paths.meeting(meeting.id)}
                  note={
                    <>
                      <DateTimeText at={meeting.scheduledAt} />
                      <span className={classes.line}>
                        {meeting.openPointCount > 0
                          ? t('need.points', { count: meeting.openPointCount })
                          : t('meetings.noPoints')}
                      </span>
                    </>
                  }
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
