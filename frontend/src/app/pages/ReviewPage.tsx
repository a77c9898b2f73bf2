import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { ReviewView } from '@/features/feedback/cycles/reviews/ReviewView';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';

const ReviewPageQuery = graphql(`
  query ReviewPage($id: ID!) {
    review(id: $id) {
      id
      subject {
        id
        name
        isViewer
      }
      ...ReviewView_review
    }
  }
`);

// It is written on without a network too.
const KEEP = { keep: true };

/** One review, for whoever writes it. */
export default function ReviewPage() {
  const { t } = useTranslation('reviews');
  const { id = '' } = useParams();
  const result = useQuery({ query: ReviewPageQuery, variables: { id }, context: KEEP });
  const [{ data }, execute] = result;
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const subject = data?.review?.subject;
  const title = !subject
    ? t('title')
    : subject.isViewer
      ? t('review.self')
      : t('review.of', { name: subject.name });
  return (
    <>
      <PageHeader title={title} back={{ to: paths.reviews, label: t('title') }} />
      <Query result={result} loading={<LoadingState lines={4} height={120} />}>
        {({ review }) => (review ? <ReviewView review={review} reload={reload} /> : <NotThere />)}
      </Query>
    </>
  );
}
