import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { Standing } from '@/features/competencies/profile/Standing';
import { PersonCertificates } from '@/features/learning/Certificates';
import { PersonLearning } from '@/features/learning/PersonLearning';
import { PersonActions } from '@/features/people/PersonActions';
import { PersonFacts } from '@/features/people/PersonFacts';
import {
  PairLink,
  PersonFeedback,
  PersonHistory,
  PersonPlans,
  PersonReports,
  PersonThanks,
} from '@/features/people/PersonSections';
import { PersonSkills } from '@/features/skills/PersonSkills';
import { Follow } from '@/features/recognition/Follow';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { Columns } from '@/ui/Columns';
import { useDates } from '@/ui/dates';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Card } from '@/ui/Section';
import { NotThere } from '@/ui/states';

const PersonPageQuery = graphql(`
  query PersonPage($id: ID!) {
    person(id: $id) {
      id
      name
      givenName
      title
      isViewer
      leftOn
      hasLeft
      ...PersonLine_person
      ...PersonFacts_person
      ...PersonActions_person
      ...Follow_person
      ...PersonReports_person
      ...PersonThanks_person
      ...PersonPlans_person
      ...PersonFeedback_person
      ...PersonHistory_person
      ...Standing_person
      ...PersonCertificates_person
      ...PersonLearning_person
      ...PersonSkills_person
    }
  }
`);

export default function PersonPage() {
  const { t } = useTranslation('people');
  const { id = '' } = useParams();
  const dates = useDates();
  const result = useQuery({ query: PersonPageQuery, variables: { id } });
  const back = { to: paths.people, label: t('title') };
  return (
    <Query result={result}>
      {({ person }) =>
        person ? (
          <>
            <PageHeader
              title={person.name}
              back={back}
              visual={
                <PersonLine
                  person={person}
                  size="lg"
                  to={null}
                  note={
                    person.leftOn
                      ? t('person.left', { date: dates.date(person.leftOn) })
                      : person.title
                  }
                />
              }
              action={
                <>
                  <Follow person={person} />
                  <PersonActions person={person} />
                </>
              }
            />
            <Columns
              main={
                <>
                  <PersonThanks person={person} />
                  <PersonFeedback person={person} />
                  <PersonPlans person={person} />
                  <PersonSkills person={person} />
                  <PersonReports person={person} />
                </>
              }
              side={
                <>
                  <Card>
                    <PersonFacts person={person} />
                  </Card>
                  <Standing person={person} lead />
                  {person.isViewer ? null : <PairLink personId={person.id} name={person.givenName} />}
                  <PersonCertificates person={person} />
                  <PersonLearning person={person} />
                  <PersonHistory person={person} />
                </>
              }
            />
          </>
        ) : (
          <>
            <PageHeader title={t('title')} back={back} />
            <NotThere />
          </>
        )
      }
    </Query>
  );
}
