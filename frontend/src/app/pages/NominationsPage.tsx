import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { NominationList } from '@/features/feedback/cycles/nominations/NominationList';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const NominationsPageQuery = graphql(`
  query NominationsPage($cycle: ID!) {
    cycle(id: $cycle) {
      id
      name
      ...NominationList_cycle
    }
  }
`);

/** The choices of a team in one cycle (`?cycle=`): those that wait for the viewer first. */
export default function NominationsPage() {
  const [search] = useSearchParams();
  const cycle = search.get('cycle');
  // Without a cycle there is only what waits, and that stands with the reviews.
  return cycle ? <OfCycle cycle={cycle} /> : <Navigate to={paths.reviews} replace />;
}

function OfCycle({ cycle: id }: { cycle: string }) {
  const { t } = useTranslation('reviews');
  const result = useQuery({ query: NominationsPageQuery, variables: { cycle: id } });
  return (
    <>
      <PageHeader
        title={t('nominations.title')}
        lead={result[0].data?.cycle?.name}
        back={{ to: paths.reviews, label: t('title') }}
      />
      <Query result={result}>
        {({ cycle }) => (cycle ? <NominationList cycle={cycle} /> : <NotThere />)}
      </Query>
    </>
  );
}
