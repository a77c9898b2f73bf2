import { VisuallyHidden } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { tellOfArrival } from './arrivals';
import classes from './Bell.module.css';

const UnseenNotifications = graphql(`
  query UnseenNotifications {
    viewer {
      unseenNotifications
    }
  }
`);

const MOST = 99;

/** Whether there is news, live, in the frame of every page. */
export function Bell() {
  const { t } = useTranslation('common');
  const { count, came } = useUnseen();
  return (
    <>
      <Link
        to={paths.notifications}
        className={classes.bell}
        aria-label={
          count > MOST
            ? t('notifications.many')
            : count > 0
              ? t('notifications.some', { count })
              : t('notifications.open')
        }
      >
        <IconBell size={22} stroke={1.7} aria-hidden="true" />
        {count > 0 ? (
          <span className={classes.count} aria-hidden="true">
            {count > MOST ? `${MOST}+` : count}
          </span>
        ) : null}
      </Link>
      <VisuallyHidden role="status">{came > 0 ? t('notifications.came', { count: came }) : ''}</VisuallyHidden>
    </>
  );
}

/** How many are new, and how many of them came while this page was open. */
function useUnseen() {
  const [{ data }, execute] = useQuery({ query: UnseenNotifications });
  // What was heard holds until it is asked for again.
  const [heard, setHeard] = useState<{ unseen: number; instead: typeof data } | null>(null);
  const [came, setCame] = useState(0);
  const asked = useRef(data);
  useEffect(() => {
    asked.current = data;
  }, [data]);

  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    // Not part of what a page needs to be shown.
    void import('./news').then(({ hearNews }) => {
      if (left) return;
      stop = hearNews(
        ({ unseen, arrived }) => {
          setHeard({ unseen, instead: asked.current });
          if (arrived) setCame((before) => before + 1);
          tellOfArrival();
        },
        () => {
          execute({ requestPolicy: 'network-only' });
          tellOfArrival();
        },
      );
    });
    return () => {
      left = true;
      stop?.();
    };
  }, [execute]);

  const count = heard && heard.instead === data ? heard.unseen : (data?.viewer?.unseenNotifications ?? 0);
  return { count, came };
}
