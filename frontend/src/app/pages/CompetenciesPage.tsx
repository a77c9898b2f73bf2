import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { AssessmentLine } from '@/features/competencies/assessment/AssessmentLine';
import classes from '@/features/competencies/competencies.module.css';
import { Profile } from '@/features/competencies/profile/Profile';
import { Standing } from '@/features/competencies/profile/Standing';
import { Tabs } from '@/features/development/Tabs';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { usePreload } from '@/lib/usePreload';
import { Columns } from '@/ui/Columns';
import { List } from '@/ui/List';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { LoadingState, NotThere } from '@/ui/states';

const loadOpen = () => import('@/features/competencies/assessment/OpenAssessmentDialog');
const OpenAssessmentDialog = lazy(loadOpen);
const LATER = [loadOpen];

const CompetenciesPageQuery = graphql(`
  query CompetenciesPage($id: ID!) {
    viewer {
      assessmentsToWrite {
        id
        ...AssessmentLine_assessment
      }
    }
    person(id: $id) {
      id
      name
      isViewer
      canPlace
      canAssess
      manager {
        id
        name
      }
      competencyProfile {
        ...Profile_profile
      }
      assessments {
        id
        state
        ...AssessmentLine_assessment
      }
      ...Standing_person
    }
  }
`);

type Data = DocumentType<typeof CompetenciesPageQuery>;

const KEEP = { keep: true };

/** Where somebody stands in the competencies of their level: one's own, or a report's. */
export default function CompetenciesPage() {
  usePreload(LATER);
  const { t } = useTranslation('competencies');
  const viewer = useViewer();
  const { id = viewer.personId } = useParams();
  const own = id === viewer.personId;
  const result = useQuery({ query: CompetenciesPageQuery, variables: { id }, context: KEEP });
  const person = result[0].data?.person;
  const [opening, setOpening] = useState(false);
  const action = person?.canAssess ? (
    <Button data-no-print onClick={() => setOpening(true)}>{t('open.open')}</Button>
  ) : undefined;
  return (
    <>
      {own ? (
        <>
          <PageHeader title={t('title')} lead={t('lead')} action={action} />
          <Tabs chosen="competencies" />
        </>
      ) : (
        <PageHeader
          title={person ? t('titleOf', { name: person.name }) : t('title')}
          back={
            person
              ? { to: paths.person(person.id), label: person.name }
              : { to: paths.competencies, label: t('title') }
          }
          action={action}
        />
      )}
      <Query result={result} loading={<LoadingState lines={5} height={96} />}>
        {(data) => (data.person ? <Shown data={data} person={data.person} /> : <NotThere />)}
      </Query>
      {opening && person ? (
        <Suspense fallback={null}>
          <OpenAssessmentDialog person={person} onClose={() => setOpening(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Shown({ data, person }: { data: Data; person: NonNullable<Data['person']> }) {
  const { t } = useTranslation('competencies');
  const own = person.isViewer;
  const waiting = own ? (data.viewer?.assessmentsToWrite ?? []) : [];
  const past = (person.assessments ?? []).filter(
    (one) => one.state !== 'CANCELLED' && !waiting.some((other) => other.id === one.id),
  );
  return (
    <Columns
      main={
        <>
          {waiting.length > 0 ? (
            <Section title={t('assessment.toWrite')}>
              <List label={t('assessment.toWrite')}>
                {waiting.map((one) => (
                  <AssessmentLine key={one.id} assessment={one} named />
                ))}
              </List>
            </Section>
          ) : null}
          {person.competencyProfile ? (
            <Profile
              profile={person.competencyProfile}
              name={own ? null : person.name}
              canPlace={person.canPlace}
            />
          ) : (
            <NotThere title={t('profile.notYours')} />
          )}
        </>
      }
      side={
        <>
          <Standing person={person} />
          {past.length > 0 ? (
            <Section title={t('assessment.all')}>
              <List label={t('assessment.all')}>
                {past.map((one) => (
                  <AssessmentLine key={one.id} assessment={one} />
                ))}
              </List>
            </Section>
          ) : null}
          <p className={classes.note}>
            <Link to={paths.frameworks}>{t('frameworks.read')}</Link>
          </p>
        </>
      }
    />
  );
}
