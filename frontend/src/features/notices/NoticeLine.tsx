import { IconAlertTriangle, IconAt, IconHeart, IconMessage, IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { NoticeKind } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import classes from './notices.module.css';

export const NoticeLineFragment = graphql(`
  fragment NoticeLine_notice on Notice {
    id
    kind
    createdAt
    person {
      id
      name
    }
    kudos {
      id
      message
      viewerReceived
    }
    scheduled {
      id
      message
    }
  }
`);

const ICONS: Record<NoticeKind, typeof IconHeart> = {
  RECEIVED: IconHeart,
  MENTIONED: IconAt,
  COMMENTED: IconMessage,
  REACTED: IconMoodSmile,
  NOT_SENT: IconAlertTriangle,
};

interface NoticeLineProps {
  notice: FragmentType<typeof NoticeLineFragment>;
  /** It came since the viewer last looked. */
  fresh: boolean;
}

/** One thing that happened: who, what, under which words, when. The whole line leads there. */
export function NoticeLine({ notice: masked, fresh }: NoticeLineProps) {
  const notice = unmask(NoticeLineFragment, masked);
  const { t } = useTranslation('notices');
  const Icon = ICONS[notice.kind];
  const words = notice.kudos?.message ?? notice.scheduled?.message ?? '';
  const to = notice.kudos ? paths.kudos(notice.kudos.id) : paths.scheduledKudos;
  const whose = notice.kudos?.viewerReceived ? 'received' : 'given';
  const said =
    notice.kind === 'REACTED' || notice.kind === 'COMMENTED'
      ? t(`said.${notice.kind}.${whose}`, { name: notice.person?.name ?? '' })
      : t(`said.${notice.kind}`, { name: notice.person?.name ?? '' });
  return (
    <li className={classes.notice} data-fresh={fresh || undefined}>
      <span className={classes.icon} aria-hidden="true">
        <Icon size={20} stroke={1.7} />
      </span>
      <div className={classes.what}>
        <Link className={classes.link} to={to}>
          {said}
        </Link>
        {words ? <span className={classes.words}>{words}</span> : null}
      </div>
      <span className={classes.when}>
        {fresh ? <span className={classes.fresh}>{t('new')}</span> : null}{' '}
        <RelativeTime at={notice.createdAt} />
      </span>
    </li>
  );
}
