import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBuilding,
  IconCalendarEvent,
  IconChartBar,
  IconClipboardList,
  IconHeart,
  IconMessage,
  IconSeedling,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NotificationArea, NotificationKind } from '@/gql/graphql';
import { plainText } from '@/lib/plainText';
import { useDates } from '@/ui/dates';
import { Face } from '@/ui/Face';
import classes from './notifications.module.css';
import { type Notification, useSaid } from './said';

type Icon = typeof IconHeart;

const OF_AREA: Record<NotificationArea, Icon> = {
  ONE_ON_ONES: IconCalendarEvent,
  FEEDBACK: IconMessage,
  REVIEWS: IconClipboardList,
  DEVELOPMENT: IconSeedling,
  RECOGNITION: IconHeart,
  ENGAGEMENT: IconChartBar,
  COMPANY: IconBuilding,
};
const OF_KIND: Partial<Record<NotificationKind, Icon>> = {
  KUDOS_NOT_SENT: IconAlertTriangle,
  MAIL_BOUNCED: IconAlertTriangle,
  INTEGRATION_FAILED: IconAlertTriangle,
  HANDOVER_SHARED: IconArrowsExchange,
};

/** One thing that happened: who, what, about what, when. The whole line leads there. */
export function NotificationLine({ notification }: { notification: Notification }) {
  const { t } = useTranslation('notifications');
  const dates = useDates();
  const { kind, area, person, title, path, createdAt, seen } = notification;
  const { said, more } = useSaid()(notification);
  const Sign = OF_KIND[kind] ?? OF_AREA[area];
  return (
    <li className={classes.line} data-new={!seen || undefined}>
      <span className={classes.sign} aria-hidden="true">
        {person ? <Face id={person.id} name={person.name} /> : <Sign size={22} stroke={1.6} />}
      </span>
      <div className={classes.what}>
        <Link className={classes.link} to={path}>
          {said}
        </Link>
        {more ? <span className={classes.about}>{more}</span> : null}
        {title ? <span className={classes.about}>{plainText(title)}</span> : null}
      </div>
      <span className={classes.when}>
        {seen ? null : <span className={classes.new}>{t('new')}</span>}
        <time dateTime={createdAt} title={dates.full(createdAt)}>
          {dates.time(createdAt)}
        </time>
      </span>
    </li>
  );
}
