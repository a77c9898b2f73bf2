import { Button, Group } from '@mantine/core';
import { IconBulb, IconPlus, IconTarget } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { FocusAreas } from '@/features/development/plan/FocusAreas';
import { PlanFacts } from '@/features/development/plan/PlanFacts';
import { RemoveFocusAreaDialog } from '@/features/development/plan/RemoveFocusAreaDialog';
import { Period } from '@/features/development/Period';
import { PlanActions } from '@/features/development/PlanActions';
import { ReadersSection } from '@/features/development/Readers';
import { useReaders } from '@/features/development/readers';
import { RemoveGoalDialog } from '@/features/development/RemoveGoalDialog';
import { useOpenForm } from '@/features/development/useOpenForm';
import { WhatNext } from '@/features/development/WhatNext';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
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
const loadAddEvidenceDialog = () => import('@/features/development/evidence/AddEvidenceDialog');
const AddEvidenceDialog = lazy(loadAddEvidenceDialog);
const loadFocusAreaDialog = () => import('@/features/development/plan/FocusAreaDialog');
const FocusAreaDialog = lazy(loadFocusAreaDialog);
const ChangesDialog = lazy(() => import('@/features/development/plan/ChangesDialog'));
const ExtendDialog = lazy(() => import('@/features/development/plan/ExtendDialog'));
const MentorDialog = lazy(() => import('@/features/development/plan/MentorDialog'));
const RenewDialog = lazy(() => import('@/features/development/plan/RenewDialog'));
const SaveTemplateDialog = lazy(() => import('@/features/development/templates/SaveTemplateDialog'));
const LATER = [
  loadAddEvidenceDialog,
  loadFocusAreaDialog,
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
      canRenew
      canExtend
      person {
        id
        isViewer
        ...PersonLine_person
      }
      goals {
        id
        title
        canEdit
        canRemove
        canCheckIn
        canAddEvidence
        ...CheckInDialog_goal
        ...AddEvidenceDialog_goal
      }
      focusAreas {
        id
        title
        canEdit
      }
      ...FocusAreas_plan
      ...PlanFacts_plan
      ...FocusAreaDialog_plan
      ...ChangesDialog_plan
      ...MentorDialog_plan
      ...ExtendDialog_plan
      ...RenewDialog_plan
      ...PlanActions_plan
      ...WhatNext_plan
      ...ReadersSection_plan
      ...Readers_plan
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
  const viewer = useViewer();
  const plan = result[0].data?.developmentPlan;
  return (
    <>
      <PageHeader
        title={plan?.title ?? t('title')}
        lead={plan ? <Period from={plan.startsOn} to={plan.endsOn} /> : undefined}
        back={{
          to: plan && !plan.person.isViewer ? paths.teamDevelopment : paths.development,
          label: t('title'),
        }}
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
        <FocusAreas plan={plan} begun={begun} open={open} />
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
  const viewer = useViewer();
  const readers = useReaders(plan);
  const goal = plan.goals.find((one) => one.id === about);
  const area = plan.focusAreas.find((one) => one.id === about);
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
      case 'renew':
        return plan.canRenew ? <RenewDialog plan={plan} onClose={close} /> : null;
      case 'extend':
        return plan.canExtend ? <ExtendDialog plan={plan} onClose={close} /> : null;
      case 'mentor':
        return plan.canEdit ? <MentorDialog plan={plan} onClose={close} /> : null;
      case 'changes':
        return <ChangesDialog plan={plan} onClose={close} />;
      case 'save-template':
        return viewer.isHr || !plan.person.isViewer ? (
          <SaveTemplateDialog plan={plan} onClose={close} />
        ) : null;
      case 'add-focus':
        return plan.canEdit ? <FocusAreaDialog plan={plan} areaId={null} onClose={close} /> : null;
      case 'edit-focus':
        return area?.canEdit ? <FocusAreaDialog plan={plan} areaId={about} onClose={close} /> : null;
      case 'remove-focus':
        return area?.canEdit ? <RemoveFocusAreaDialog area={area} onClose={close} /> : null;
      case 'add-goal':
        return plan.canEdit ? (
          <GoalDialog plan={plan} goalId={null} focusAreaId={area?.id ?? ''} onClose={close} />
        ) : null;
      case 'edit-goal':
        return goal?.canEdit ? <GoalDialog plan={plan} goalId={about} onClose={close} /> : null;
      case 'remove-goal':
        return goal?.canRemove ? <RemoveGoalDialog goal={goal} onClose={close} /> : null;
      case 'evidence':
        return goal?.canAddEvidence ? (
          <AddEvidenceDialog goal={goal} readers={readers} onClose={close} />
        ) : null;
      case 'check-in':
        return plan.canCheckIn ? (
          <CheckInDialog
            goals={plan.goals}
            goalId={about}
            readers={readers}
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
