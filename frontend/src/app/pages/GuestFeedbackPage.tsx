import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { GuestFeedbackCard } from '@/features/feedback/guest/GuestFeedbackCard';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const GuestFeedbackPageQuery = graphql(`
  query GuestFeedbackPage($id: ID!) {
    guestFeedback(id: $id) {
      id
      guestName
      state
      ...GuestFeedbackCard_guest
    }
  }
`);

/** One question to somebody outside the company, and what they wrote. */
export default function GuestFeedbackPage() {
  const { t } = useTranslation('feedback');
  const { id = '' } = useParams();
  const result = useQuery({ query: GuestFeedbackPageQuery, variables: { id } });
  const guest = result[0].data?.guestFeedback;
  const title = !guest
    ? t('title')
    : t(guest.state === 'ANSWERED' ? 'note.titleFrom' : 'guest.questionTo', { name: guest.guestName });
  return (
    <>
      <PageHeader title={title} back={{ to: `${paths.feedback}?tab=guests`, label: t('tab.guests') }} />
      <Query result={result}>
        {({ guestFeedback }) =>
          guestFeedback ? <GuestFeedbackCard guest={guestFeedback} /> : <NotThere />
        }
      </Query>
    </>
  );
}
