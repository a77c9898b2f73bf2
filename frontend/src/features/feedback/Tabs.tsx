import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { TabCount, TabLink, TabLinks } from '@/ui/TabLinks';

export const TABS = ['received', 'toWrite', 'given', 'asked', 'guests', 'archived'] as const;
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

/** The lists; the chosen one stands in the address, with a number where something waits. */
export function Tabs({ chosen }: { chosen: Tab }) {
  const { t } = useTranslation('feedback');
  const [{ data }] = useQuery({ query: FeedbackCounts });
  const waiting = data?.viewer?.feedbackRequestsToAnswer.totalCount ?? 0;
  return (
    <TabLinks label={t('tabs')} tight>
      {TABS.map((tab) => (
        <TabLink key={tab} to={`?tab=${tab}`} current={tab === chosen}>
          {t(`tab.${tab}`)}
          {tab === 'toWrite' && waiting > 0 ? (
            <>
              {' '}
              <TabCount>{waiting}</TabCount>
            </>
          ) : null}
        </TabLink>
      ))}
    </TabLinks>
  );
}
