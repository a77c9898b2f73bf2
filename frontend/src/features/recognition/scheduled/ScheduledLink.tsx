import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import classes from './scheduled.module.css';

const ScheduledCount = graphql(`
  query ScheduledCount {
    scheduledKudos {
      id
      state
    }
  }
`);

/** Leads to what is to be said later; nothing when there is nothing. */
export function ScheduledLink() {
  const { t } = useTranslation('recognition');
  const [{ data }] = useQuery({ query: ScheduledCount });
  const all = data?.scheduledKudos ?? [];
  const failed = all.filter((one) => one.state === 'FAILED').length;
  if (all.length === 0) return null;
  return (
    <Link className={classes.link} to={paths.scheduledKudos} data-failed={failed > 0 || undefined}>
      <IconClock size={18} stroke={1.7} aria-hidden="true" />
      {failed > 0 ? t('scheduled.failed', { count: failed }) : t('scheduled.count', { count: all.length })}
    </Link>
  );
}
