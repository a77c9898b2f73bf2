import { Button } from '@mantine/core';
import { IconPlus, IconTarget } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import classes from '@/features/development/development.module.css';
import { GoalCard } from '@/features/development/GoalCard';
import { Period } from '@/features/development/Period';
import { PlanActions } from '@/features/development/PlanActions';
import { ReadersSection } from '@/features/development/Readers';
import { useReaders } from '@/features/development/readers';
import { RemoveGoalDialog } from '@/features/development/RemoveGoalDialog';
import { useOpenForm } from '@/features/development/useOpenForm';
import { WhatNext } from '@/features/development/WhatNext';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { usePreload } from '@/lib/usePreload';
import { Columns } from '@/ui/Columns';
import { Markdown } from '@/ui/Markdown';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';

const loadCheckInDialog = () => import('@/features/development/CheckInDialog');
const CheckInDialog = lazy(loadCheckInDialog);
const loadClosePlanDialog = () => import('@/features/development/ClosePlanDialog');
const ClosePlanDialog = lazy(loadClosePlanDialog);
const loadEditPlanDialog = () => import('@/features/development/EditPlanDialog');
const EditPlanDialog = lazy(loadEditPlanDialog);
const loadGoalDialog = () => import('@/features/development/GoalDialog');
const GoalDialog = lazy(loadGoalDialog);
const loadProposeDialog = () => import('@/features/development/ProposeDialog');
const ProposeDialog = lazy(loadProposeDialog);
const LATER = [
  loadCheckInDialog,
  loadClosePlanDialog,
  loadEditPlanDialog,
  loadGoalDialog,
  loadProposeDialog,
];

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
      canAgree
      canCheckIn
      canClose
      person {
        id
        isViewer
        ...PersonLine_person
      }
      goals {
        id
        title
        ...GoalCard_goal
      }
      ...PlanActions_plan
      ...WhatNext_plan
      ...ReadersSection_plan
      ...Readers_plan
      ...CheckInDialog_plan
      ...ClosePlanDialog_plan
      ...EditPlanDialog_plan
      ...GoalDialog_plan
      ...ProposeDialog_plan
    }
  }
`);

type Plan = NonNullable<DocumentType<typeof PlanPageQuery>['developmentPlan']>;

// What one saw last can be read again without a network.
const KEEP = { keep: true };

/** One development plan. Its forms stand in the address, and `#<goal>` leads to a goal. */
export default function PlanPage() {
  usePreload(LATER);
  const { t } = useTranslation('development');
  const { id = '' } = useParams();
  const result = useQuery({ query: PlanPageQuery, variables: { id }, context: KEEP });
  const forms = useOpenForm();
  const plan = result[0].data?.developmentPlan;
  return (
    <>
      <PageHeader
        title={plan?.title ?? t('title')}
        lead={plan ? <Period from={plan.startsOn} to={plan.endsOn} /> : undefined}
        back={{
          to: plan && !plan.person.isViewer ? `${paths.development}?tab=team` : paths.development,
          label: t('title'),
        }}
        action={plan ? <PlanActions plan={plan} open={forms.open} /> : undefined}
      />
      <Query result={result}>
        {({ developmentPlan }) =>
          developmentPlan ? (
            <>
              <Columns
                main={
                  <>
                    <WhatNext plan={developmentPlan} />
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
                  </>
                }
              />
              <OpenForm plan={developmentPlan} forms={forms} />
            </>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
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
    plan.state === 'ACTIVE' || (plan.state === 'CLOSED' && (both || (plan.progress ?? 0) > 0));
  const addGoal = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => open('add-goal')}>
      {t('goal.add')}
    </Button>
  );
  return (
    <Section
      title={t('goals.title')}
      aside={plan.canEdit && plan.goals.length > 0 ? <div data-no-print>{addGoal}</div> : null}
    >
      {plan.goals.length === 0 ? (
        <EmptyState
          icon={<IconTarget size={32} stroke={1.5} />}
          title={t('goals.none')}
          example={t('goals.noneExample')}
          {...(plan.canEdit ? { action: addGoal } : {})}
        />
      ) : (
        <ol className={classes.goals}>
          {plan.goals.map((goal) => (
            <li key={goal.id}>
              <GoalCard
                goal={goal}
                begun={begun}
                canEdit={plan.canEdit}
                canRemove={plan.canEdit && plan.state !== 'ACTIVE'}
                canCheckIn={plan.canCheckIn}
                readers={readers}
                onEdit={() => open('edit-goal', goal.id)}
                onRemove={() => open('remove-goal', goal.id)}
                onCheckIn={() => open('check-in', goal.id)}
              />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

interface OpenFormProps {
  plan: Plan;
  forms: ReturnType<typeof useOpenForm>;
}

/** The form that the address asks for, if this viewer may use it now. */
function OpenForm({ plan, forms: { form, about, open, close } }: OpenFormProps) {
  const goal = plan.goals.find((one) => one.id === about);
  const shown = () => {
    switch (form) {
      case 'edit':
        return plan.canEdit ? <EditPlanDialog plan={plan} onClose={close} /> : null;
      case 'propose':
        return plan.canEdit && plan.state === 'DRAFT' ? (
          <ProposeDialog plan={plan} onClose={close} />
        ) : null;
      case 'close':
        return plan.canClose ? <ClosePlanDialog plan={plan} onClose={close} /> : null;
      case 'add-goal':
        return plan.canEdit ? <GoalDialog plan={plan} goalId={null} onClose={close} /> : null;
      case 'edit-goal':
        return plan.canEdit ? <GoalDialog plan={plan} goalId={about} onClose={close} /> : null;
      case 'remove-goal':
        return plan.canEdit && goal ? <RemoveGoalDialog goal={goal} onClose={close} /> : null;
      case 'check-in':
        return plan.canCheckIn ? (
          <CheckInDialog
            plan={plan}
            goalId={about}
            onChoose={(goalId) => open('check-in', goalId)}
            onClose={close}
          />
        ) : null;
      default:
        return null;
    }
  };
  return <Suspense fallback={null}>{shown()}</Suspense>;
}
