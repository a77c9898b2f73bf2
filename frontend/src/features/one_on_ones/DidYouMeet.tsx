import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { useDates } from '@/ui/dates';
import { Card } from '@/ui/Section';
import classes from './one_on_ones.module.css';
import { useSkipMeeting } from './rhythm/useSeriesMoves';

export const DidYouMeetFragment = graphql(`
  fragment DidYouMeet_meeting on OneOnOneMeeting {
    id
    scheduledAt
    plannedAt
    asksWhetherHeld
    series {
      id
      timeZone
    }
  }
`);

interface DidYouMeetProps {
  meeting: FragmentType<typeof DidYouMeetFragment>;
  onYes: () => void;
  onMove: () => void;
}

/** Asked once, when its time has passed and nothing says that they met. */
export function DidYouMeet({ meeting: masked, onYes, onMove }: DidYouMeetProps) {
  const meeting = unmask(DidYouMeetFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const { skip, pending } = useSkipMeeting(meeting.series.id);
  if (!meeting.asksWhetherHeld) return null;
  const day = calendarDate(new Date(meeting.plannedAt), meeting.series.timeZone);
  return (
    <Card tone="warm">
      <div className={classes.question} role="group" aria-labelledby="did-you-meet">
        <p id="did-you-meet">{t('held.ask', { when: dates.day(meeting.scheduledAt) })}</p>
        <div className={classes.buttons}>
          <Button onClick={onYes}>{t('held.yes')}</Button>
          <Button variant="default" onClick={onMove}>
            {t('held.move')}
          </Button>
          <Button variant="default" loading={pending} onClick={() => void skip(meeting.id, day)}>
            {t('held.skip')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
