import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { TabCount, TabLink, TabLinks } from '@/ui/TabLinks';

export const TABS = ['received', 'toWrite', 'given', 'asked', 'guests', 'archived'] as const;
export type Tab = (typeof TABS)[number];

/** Tabs that are pages of their own, of cycles. */
const PAGES = { reviews: paths.reviews, packets: paths.packets } as const;

const ORDER = ['received', 'toWrite', 'reviews', 'packets', 'given', 'asked', 'guests', 'archived'] as const;


const FeedbackCounts = graphql(`
  query FeedbackCounts {
    viewer {
      feedbackRequestsToAnswer(first: 1) {
        totalCount
      }
      reviewsToWrite {
        count
      }
    }
  }
`);

/** The lists; the chosen one stands in the address, with a number where something waits. */
export function Tabs({ chosen }: { chosen: Tab | keyof typeof PAGES }) {
  const { t } = useTranslation('feedback');
  const [{ data }] = useQuery({ query: FeedbackCounts });
  const waiting = {
    toWrite: data?.viewer?.feedbackRequestsToAnswer.totalCount ?? 0,
    reviews: data?.viewer?.reviewsToWrite.count ?? 0,
  };
  return (
    <TabLinks label={t('tabs')} tight>
      {ORDER.map((tab) => {
        const to = tab in PAGES ? PAGES[tab as keyof typeof PAGES] : `${paths.feedback}?tab=${tab}`;
        const count = waiting[tab as keyof typeof waiting] ?? 0;
        return (
          <TabLink key={tab} to={to} current={tab === chosen}>
            {t(`tab.${tab}`)}
            {count > 0 ? (
              <>
                {' '}
                <TabCount>{count}</TabCount>
              </>
            ) : null}
          </TabLink>
        );
      })}
    </TabLinks>
  );
}
