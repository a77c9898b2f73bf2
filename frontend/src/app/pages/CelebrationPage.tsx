import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { CelebrationCard } from '@/features/celebrations/CelebrationCard';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';

const CelebrationPageQuery = graphql(`
  query CelebrationPage($id: ID!) {
    celebration(id: $id) {
      id
      forViewer
      person {
        name
      }
      ...CelebrationCard_celebration
    }
  }
`);

// A card that was read can be read again without a network.
const KEEP = { keep: true };

/** One card: to sign before the day, to open on it. */
export default function CelebrationPage() {
  const { t } = useTranslation('celebrations');
  const { id = '' } = useParams();
  const result = useQuery({ query: CelebrationPageQuery, variables: { id }, context: KEEP });
  const celebration = result[0].data?.celebration;
  return (
    <>
      <PageHeader
        title={
          !celebration
            ? t('card')
            : celebration.forViewer
              ? t('yourCard')
              : t('cardFor', { name: celebration.person.name })
        }
        back={{ to: paths.celebrations, label: t('title') }}
      />
      <Query result={result} loading={<LoadingState lines={2} height={200} />}>
        {(data) =>
          data.celebration ? <CelebrationCard celebration={data.celebration} /> : <NotThere />
        }
      </Query>
    </>
  );
}
