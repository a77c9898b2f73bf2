import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Owed } from '@/features/feedback/cycles/reviews/Owed';
import { Tasks } from '@/features/feedback/cycles/reviews/Tasks';
import { Written } from '@/features/feedback/cycles/reviews/Written';
import { Tabs } from '@/features/feedback/Tabs';
import { graphql } from '@/gql';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { NotThere } from '@/ui/states';

const ReviewsPageQuery = graphql(`
  query ReviewsPage {
    viewer {
      reviewsToWrite {
        ...Owed_owed
      }
      cycleTasks {
        ...Tasks_task
      }
    }
  }
`);

// What one owes can be read without a network, and written: it is kept until it can be sent.
const KEEP = { keep: true };

/** The reviews that the viewer owes and has written, and what else cycles wait for. */
export default function ReviewsPage() {
  const { t } = useTranslation('reviews');
  const result = useQuery({ query: ReviewsPageQuery, context: KEEP });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Tabs chosen="reviews" />
      <Stack gap={28}>
        <Query result={result}>
          {({ viewer }) =>
            viewer ? (
              <Stack gap={28}>
                <Tasks tasks={viewer.cycleTasks} />
                <Owed owed={viewer.reviewsToWrite} />
              </Stack>
            ) : (
              <NotThere />
            )
          }
        </Query>
        <Written />
      </Stack>
    </>
  );
}
