import { IconBell } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { usePolling } from '@/lib/usePolling';
import classes from './Bell.module.css';

const UnseenNotices = graphql(`
  query UnseenNotices {
    viewer {
      unseenNotices
    }
  }
`);

const EVERY_MS = 60_000;
const MOST = 99;

/** Whether there is news, in the frame of every page. */
export function Bell() {
  const { t } = useTranslation('common');
  const [{ data }, execute] = useQuery({ query: UnseenNotices });
  const look = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  usePolling(look, EVERY_MS);
  const count = data?.viewer?.unseenNotices ?? 0;
  return (
    <Link
      to={paths.notices}
      className={classes.bell}
      aria-label={count > 0 ? t('notices.some', { count }) : t('notices.open')}
    >
      <IconBell size={22} stroke={1.7} aria-hidden="true" />
      {count > 0 ? (
        <span className={classes.count} aria-hidden="true">
          {count > MOST ? `${MOST}+` : count}
        </span>
      ) : null}
    </Link>
  );
}
