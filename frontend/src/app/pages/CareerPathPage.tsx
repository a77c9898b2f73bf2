import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { levelTitle } from '@/features/competencies/levels/levelTitle';
import { CareerPath } from '@/features/competencies/profile/CareerPath';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';

const CareerPathPageQuery = graphql(`
  query CareerPathPage($id: ID!) {
    person(id: $id) {
      id
      name
      isViewer
      placements {
        startsOn
      }
      careerPath {
        current {
          id
          name
          trackName
        }
        ...CareerPath_path
      }
    }
  }
`);

const KEEP = { keep: true };

/** What the next levels ask of somebody. */
export default function CareerPathPage() {
  const { t } = useTranslation('competencies');
  const { id = '' } = useParams();
  const result = useQuery({ query: CareerPathPageQuery, variables: { id }, context: KEEP });
  const person = result[0].data?.person;
  const current = person?.careerPath?.current;
  return (
    <>
      <PageHeader
        title={person && !person.isViewer ? t('path.titleOf', { name: person.name }) : t('path.title')}
        lead={
          current
            ? t('path.lead', { level: levelTitle(current) })
            : undefined
        }
        back={
          person && !person.isViewer
            ? { to: paths.competenciesOf(person.id), label: t('titleOf', { name: person.name }) }
            : { to: paths.competencies, label: t('title') }
        }
      />
      <Query result={result}>
        {({ person: found }) => {
          if (!found || found.placements === null) return <NotThere />;
          return found.careerPath ? (
            <CareerPath path={found.careerPath} />
          ) : (
            <EmptyState title={t('path.none')} example={t('profile.noLevelExample')} />
          );
        }}
      </Query>
    </>
  );
}
