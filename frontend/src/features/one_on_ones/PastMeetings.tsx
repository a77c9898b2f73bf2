import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { DateTimeText } from '@/ui/dates';
import { Section } from '@/ui/Section';
import classes from './one_on_ones.module.css';

export const PastMeetingsFragment = graphql(`
  fragment PastMeetings_series on OneOnOneSeries {
    id
    meetings(first: $first) {
      edges {
        node {
          id
          number
          scheduledAt
          state
          held
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

interface PastMeetingsProps {
  series: FragmentType<typeof PastMeetingsFragment>;
  more: () => void;
}

/** The closed meetings of a series, newest first. */
export function PastMeetings({ series: masked, more }: PastMeetingsProps) {
  const { meetings } = unmask(PastMeetingsFragment, masked);
  const { t } = useTranslation(['one_on_ones', 'common']);
  const past = meetings.edges.map((edge) => edge.node).filter((one) => one.state === 'CLOSED');
  return (
    <Section title={t('series.past')}>
      {past.length === 0 ? (
        <p className={classes.quiet}>{t('series.pastNone')}</p>
      ) : (
        <ul className={classes.list}>
          {past.map((meeting) => (
            <li key={meeting.id} className={`${classes.item} ${classes.past}`}>
              <Link className={classes.meetingLink} to={paths.meeting(meeting.id)}>
                <DateTimeText at={meeting.scheduledAt} />
              </Link>
              <Badge variant="light" color={meeting.held ? 'teal' : 'gray'}>
                {meeting.held ? t('meeting.held') : t('meeting.missed')}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      {meetings.pageInfo.hasNextPage ? (
        <div>
          <Button variant="default" onClick={more}>
            {t('common:action.more')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
