import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { AssessmentView } from '@/features/competencies/assessment/AssessmentView';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';

const AssessmentPageQuery = graphql(`
  query AssessmentPage($id: ID!) {
    assessment(id: $id) {
      id
      person {
        id
        name
        isViewer
      }
      ...AssessmentView_assessment
    }
  }
`);

// It is written on without a network too.
const KEEP = { keep: true };

/** One assessment, for its two sides. */
export default function AssessmentPage() {
  const { t } = useTranslation('competencies');
  const { id = '' } = useParams();
  const result = useQuery({ query: AssessmentPageQuery, variables: { id }, context: KEEP });
  const [{ data }, execute] = result;
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const person = data?.assessment?.person;
  const own = !person || person.isViewer;
  return (
    <>
      <PageHeader
        title={own ? t('assessment.own') : t('assessment.of', { name: person.name })}
        back={
          own
            ? { to: paths.competencies, label: t('title') }
            : { to: paths.competenciesOf(person.id), label: t('titleOf', { name: person.name }) }
        }
      />
      <Query result={result} loading={<LoadingState lines={4} height={140} />}>
        {({ assessment }) =>
          assessment ? <AssessmentView assessment={assessment} reload={reload} /> : <NotThere />
        }
      </Query>
    </>
  );
}
