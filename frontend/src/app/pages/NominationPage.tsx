import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { Nomination } from '@/features/feedback/cycles/nominations/Nomination';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';

const NominationPageQuery = graphql(`
  query NominationPage($id: ID!) {
    cycleParticipant(id: $id) {
      id
      person {
        id
        name
        isViewer
      }
      ...Nomination_participant
    }
  }
`);

/** Who writes about one participant of a cycle. */
export default function NominationPage() {
  const { t } = useTranslation('reviews');
  const { id = '' } = useParams();
  const result = useQuery({ query: NominationPageQuery, variables: { id } });
  const person = result[0].data?.cycleParticipant?.person;
  const title = !person
    ? t('nomination.title')
    : person.isViewer
      ? t('nomination.self')
      : t('nomination.of', { name: person.name });
  return (
    <>
      <PageHeader title={title} back={{ to: paths.reviews, label: t('title') }} />
      <Query result={result} loading={<LoadingState lines={5} height={72} />}>
        {({ cycleParticipant }) =>
          cycleParticipant ? <Nomination participant={cycleParticipant} /> : <NotThere />
        }
      </Query>
    </>
  );
}
