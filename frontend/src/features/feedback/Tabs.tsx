import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import classes from './feedback.module.css';

export const TABS = ['received', 'toWrite', 'given', 'asked'] as const;
export type Tab = (typeof TABS)[number];

const FeedbackCounts = graphql(`
  query FeedbackCounts {
    viewer {
      feedbackRequestsToAnswer(first: 1) {
        totalCount
      }
    }
  }
`);

/** The four lists; the chosen one stands in the address, with a number where something waits. */
export function Tabs({ chosen }: { chosen: Tab }) {
  const { t } = useTranslation('feedback');
  const [{ data }] = useQuery({ query: FeedbackCounts });
  const waiting = data?.viewer?.feedbackRequestsToAnswer.totalCount ?? 0;
  return (
    <nav className={classes.tabs} aria-label={t('tabs')}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          className={classes.tab}
          to={`?tab=${tab}`}
          aria-current={tab === chosen ? 'page' : undefined}
        >
          {t(`tab.${tab}`)}
          {tab === 'toWrite' && waiting > 0 ? (
            <>
              {' '}
              <span className={classes.count}>{waiting}</span>
            </>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
