import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime, useDates } from '@/ui/dates';
import { Face } from '@/ui/Face';
import classes from './feedback.module.css';

export const GuestLineFragment = graphql(`
  fragment GuestLine_guest on GuestFeedback {
    id
    guestName
    question
    behaviour
    state
    dueOn
    sendAt
    createdAt
    settledAt
    subject {
      id
      name
      isViewer
    }
  }
`);

/** A question to somebody outside, in a list: whom, what, and how it stands. */
export function GuestLine({ guest: masked }: { guest: FragmentType<typeof GuestLineFragment> }) {
  const guest = unmask(GuestLineFragment, masked);
  const { t } = useTranslation('feedback');
  const dates = useDates();
  return (
    <li className={classes.line}>
      <div className={classes.words}>
        <span className={classes.stranger}>
          <Face id={guest.id} name={guest.guestName} />
          <span>
            <span className={classes.strangerName}>{guest.guestName}</span>
            <span className={classes.dim}>
              {guest.subject.isViewer ? t('guest.outside') : t('request.about', { name: guest.subject.name })}
            </span>
          </span>
        </span>
        {guest.behaviour ? (
          <Link className={classes.gist} to={paths.guestFeedback(guest.id)}>
            {guest.behaviour}
          </Link>
        ) : (
          <p className={classes.question}>{guest.question}</p>
        )}
      </div>
      <div className={classes.side}>
        {guest.state === 'SCHEDULED' && guest.sendAt ? (
          <span>{t('request.sendAt', { when: dates.full(guest.sendAt) })}</span>
        ) : guest.state === 'PENDING' && guest.dueOn ? (
          <span>{t('request.due', { date: dates.date(guest.dueOn) })}</span>
        ) : (
          <RelativeTime at={guest.settledAt ?? guest.createdAt} />
        )}
        <Badge variant="light">{t(`request.state.${guest.state}`)}</Badge>
        <Button component={Link} to={paths.guestFeedback(guest.id)} variant="default">
          {t('open')}
        </Button>
      </div>
    </li>
  );
}
