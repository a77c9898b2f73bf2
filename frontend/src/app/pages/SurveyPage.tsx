import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { SurveyView } from '@/features/engagement/surveys/SurveyView';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const SurveyPageQuery = graphql(`
  query SurveyPage($id: ID!) {
    survey(id: $id) {
      id
      title
      ...SurveyView_survey
    }
  }
`);

/** One survey: its editor while it is a draft, then how it goes. */
export default function SurveyPage() {
  const { t } = useTranslation('surveys');
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const result = useQuery({ query: SurveyPageQuery, variables: { id } });
  return (
    <>
      <PageHeader
        title={result[0].data?.survey?.title ?? t('survey')}
        back={{ to: paths.surveys, label: t('title') }}
      />
      <Query result={result}>
        {({ survey }) =>
          survey ? <SurveyView survey={survey} part={search.get('part')} /> : <NotThere />
        }
      </Query>
    </>
  );
}
