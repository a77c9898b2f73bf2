import { Button, Group } from '@mantine/core';
import { IconBulb, IconPlus, IconTarget } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { FocusAreas } from '@/features/development/plan/FocusAreas';
import { PlanForms } from '@/features/development/plan/PlanForms';
import { PlanFacts } from '@/features/development/plan/PlanFacts';
import { Period } from '@/features/development/Period';
import { PlanActions } from '@/features/development/PlanActions';
import { ReadersSection } from '@/features/development/Readers';
import { useReaders } from '@/features/development/readers';
import { useOpenForm } from '@/features/development/useOpenForm';
import { WhatNext } from '@/features/development/WhatNext';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { Columns } from '@/ui/Columns';
import { Markdown } from '@/ui/Markdown';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';

const PlanPageQuery = graphql(`
  query PlanPage($id: ID!) {
    developmentPlan(id: $id) {
      id
      title
      focus
      startsOn
      endsOn
      state
      progress
      agreedByManagerAt
      agreedByPersonAt
      canEdit
      person {
        id
        name
        isViewer
        manager {
          id
          isViewer
        }
        ...PersonLine_person
      }
      goals {
        id
      }
      focusAreas {
        id
      }
      ...FocusAreas_plan
      ...PlanFacts_plan
      ...PlanActions_plan
      ...WhatNext_plan
      ...ReadersSection_plan
      ...Readers_plan
    }
  }
`);

type Plan = NonNullable<DocumentType<typeof PlanPageQuery>['developmentPlan']>;

// What one saw last can be read again without a network.
const KEEP = { keep: true };

/** One development plan. Its forms stand in the address, and `#<goal>` leads to a goal. */
export default function PlanPage() {
  const { t } = useTranslation('development');
  const { id = '' } = useParams();
  const result = useQuery({ query: PlanPageQuery, variables: { id }, context: KEEP });
  const forms = useOpenForm();
  const viewer = useViewer();
  const plan = result[0].data?.developmentPlan;
  return (
    <>
      <PageHeader
        title={plan?.title ?? t('title')}
        lead={plan ? <Period from={plan.startsOn} to={plan.endsOn} /> : undefined}
        back={plan ? placeOf(plan, t) : { to: paths.development, label: t('title') }}
        action={plan ? (
            <PlanActions
              plan={plan}
              template={viewer.isHr || !plan.person.isViewer}
              open={forms.open}
            />
          ) : undefined}
      />
      <Query result={result}>
        {({ developmentPlan }) =>
          developmentPlan ? (
            <>
              <Columns
                main={
                  <>
                    <WhatNext plan={developmentPlan} open={forms.open} />
                    {developmentPlan.focus ? (
                      <Section title={t('plan.focus')}>
                        <Markdown>{developmentPlan.focus}</Markdown>
                      </Section>
                    ) : null}
                    <Goals plan={developmentPlan} open={forms.open} />
                  </>
                }
                side={
                  <>
                    {developmentPlan.person.isViewer ? null : (
                      <Section title={t('plan.whose')}>
                        <PersonLine person={developmentPlan.person} />
                      </Section>
                    )}
                    <ReadersSection plan={developmentPlan} />
                    <PlanFacts plan={developmentPlan} open={forms.open} />
                  </>
                }
              />
              <PlanForms planId={developmentPlan.id} forms={forms} />
            </>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}

/** Where the plan hangs for this viewer: among their own, their team's, or on the person's page. */
function placeOf({ person }: Plan, t: TFunction<'development'>) {
  if (person.isViewer) return { to: paths.development, label: t('title') };
  if (person.manager?.isViewer) return { to: paths.teamDevelopment, label: t('team.title') };
  return { to: paths.person(person.id), label: person.name };
}

interface GoalsProps {
  plan: Plan;
  open: ReturnType<typeof useOpenForm>['open'];
}

function Goals({ plan, open }: GoalsProps) {
  const { t } = useTranslation('development');
  const readers = useReaders(plan);
  const both = plan.agreedByPersonAt !== null && plan.agreedByManagerAt !== null;
  // One without a manager has one signature; then its progress tells that it was lived by.
  const begun =
    plan.state === 'ACTIVE' ||
    plan.state === 'EXPIRED' ||
    (plan.state === 'CLOSED' && (both || (plan.progress ?? 0) > 0));
  const addGoal = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => open('add-goal')}>
      {t('goal.add')}
    </Button>
  );
  const addFocus = (
    <Button variant="default" leftSection={<IconBulb size={16} />} onClick={() => open('add-focus')}>
      {t('focusArea.add')}
    </Button>
  );
  const empty = plan.goals.length === 0 && plan.focusAreas.length === 0;
  return (
    <Section
      title={plan.focusAreas.length > 0 ? t('goals.titleWithAreas') : t('goals.title')}
      aside={
        plan.canEdit && !empty ? (
          <Group gap={8} data-no-print>
            {addFocus}
            {addGoal}
          </Group>
        ) : null
      }
    >
      {empty ? (
        <EmptyState
          icon={<IconTarget size={32} stroke={1.5} />}
          title={t('goals.none')}
          example={t('goals.noneExample')}
          {...(plan.canEdit
            ? {
                action: (
                  <Group gap={8} justify="center">
                    {addFocus}
                    {addGoal}
                  </Group>
                ),
              }
            : {})}
        />
      ) : (
        <FocusAreas plan={plan} begun={begun} readers={readers} open={open} />
      )}
    </Section>
  );
}
