import { Suspense, lazy } from 'react';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { useViewer } from '@/lib/session';
import { usePreload } from '@/lib/usePreload';
import { EditNote } from '../EditNote';
import { useReaders } from '../readers';
import { RemoveGoalDialog } from '../RemoveGoalDialog';
import type { useOpenForm } from '../useOpenForm';
import { RemoveFocusAreaDialog } from './RemoveFocusAreaDialog';

const loadAddEvidenceDialog = () => import('../evidence/AddEvidenceDialog');
const AddEvidenceDialog = lazy(loadAddEvidenceDialog);
const loadCheckInDialog = () => import('../CheckInDialog');
const CheckInDialog = lazy(loadCheckInDialog);
const loadClosePlanDialog = () => import('../ClosePlanDialog');
const ClosePlanDialog = lazy(loadClosePlanDialog);
const loadEditPlanDialog = () => import('../EditPlanDialog');
const EditPlanDialog = lazy(loadEditPlanDialog);
const loadFocusAreaDialog = () => import('./FocusAreaDialog');
const FocusAreaDialog = lazy(loadFocusAreaDialog);
const loadGoalDialog = () => import('../GoalDialog');
const GoalDialog = lazy(loadGoalDialog);
const loadProposeDialog = () => import('../ProposeDialog');
const ProposeDialog = lazy(loadProposeDialog);
const ChangesDialog = lazy(() => import('./ChangesDialog'));
const ExtendDialog = lazy(() => import('./ExtendDialog'));
const MentorDialog = lazy(() => import('./MentorDialog'));
const RenewDialog = lazy(() => import('./RenewDialog'));
const SaveTemplateDialog = lazy(() => import('../templates/SaveTemplateDialog'));
const LATER = [
  loadAddEvidenceDialog,
  loadCheckInDialog,
  loadClosePlanDialog,
  loadEditPlanDialog,
  loadFocusAreaDialog,
  loadGoalDialog,
  loadProposeDialog,
];

// Apart from the page's: what only a form needs is read when one is opened.
const PlanFormsQuery = graphql(`
  query PlanForms($id: ID!) {
    developmentPlan(id: $id) {
      id
      title
      state
      canEdit
      canCheckIn
      canClose
      canRenew
      canExtend
      person {
        id
        isViewer
      }
      focusAreas {
        id
        title
        canEdit
      }
      goals {
        id
        title
        canEdit
        canRemove
        canAddEvidence
        ...CheckInDialog_goal
        ...AddEvidenceDialog_goal
      }
      ...Readers_plan
      ...EditNote_plan
      ...ChangesDialog_plan
      ...ClosePlanDialog_plan
      ...EditPlanDialog_plan
      ...ExtendDialog_plan
      ...FocusAreaDialog_plan
      ...GoalDialog_plan
      ...MentorDialog_plan
      ...ProposeDialog_plan
      ...RenewDialog_plan
    }
  }
`);

type Plan = NonNullable<DocumentType<typeof PlanFormsQuery>['developmentPlan']>;
type Forms = ReturnType<typeof useOpenForm>;

// What one saw last can be read again without a network.
const KEEP = { keep: true };

interface PlanFormsProps {
  planId: string;
  forms: Forms;
}

/** The form of a plan that the address asks for, if this viewer may use it now. */
export function PlanForms({ planId, forms }: PlanFormsProps) {
  usePreload(LATER);
  const [{ data }] = useQuery({
    query: PlanFormsQuery,
    variables: { id: planId },
    context: KEEP,
    pause: forms.form === null,
  });
  const plan = data?.developmentPlan;
  if (!plan || forms.form === null) return null;
  return (
    <Suspense fallback={null}>
      <OpenForm plan={plan} forms={forms} />
    </Suspense>
  );
}

function OpenForm({ plan, forms }: { plan: Plan; forms: Forms }) {
  const { form, about, open, close } = forms;
  const viewer = useViewer();
  const readers = useReaders(plan);
  const proposed = useReaders(plan, 'proposed');
  const goal = plan.goals.find((one) => one.id === about);
  const area = plan.focusAreas.find((one) => one.id === about);
  const note = <EditNote plan={plan} />;
  const shared = { plan, readers, onClose: close };
  switch (form) {
    case 'edit':
      return plan.canEdit ? <EditPlanDialog {...shared} note={note} /> : null;
    case 'propose':
      return plan.canEdit && plan.state === 'DRAFT' ? (
        <ProposeDialog plan={plan} readers={proposed} onClose={close} />
      ) : null;
    case 'close':
      return plan.canClose ? <ClosePlanDialog {...shared} /> : null;
    case 'renew':
      return plan.canRenew ? <RenewDialog {...shared} /> : null;
    case 'extend':
      return plan.canExtend ? <ExtendDialog {...shared} /> : null;
    case 'mentor':
      return plan.canEdit ? <MentorDialog {...shared} note={note} /> : null;
    case 'changes':
      return <ChangesDialog plan={plan} onClose={close} />;
    case 'save-template':
      return viewer.isHr || !plan.person.isViewer ? (
        <SaveTemplateDialog plan={plan} onClose={close} />
      ) : null;
    case 'add-focus':
      return plan.canEdit ? <FocusAreaDialog {...shared} note={note} areaId={null} /> : null;
    case 'edit-focus':
      return area?.canEdit ? <FocusAreaDialog {...shared} note={note} areaId={about} /> : null;
    case 'remove-focus':
      return area?.canEdit ? <RemoveFocusAreaDialog area={area} onClose={close} /> : null;
    case 'add-goal':
      return plan.canEdit ? (
        <GoalDialog {...shared} note={note} goalId={null} focusAreaId={area?.id ?? ''} />
      ) : null;
    case 'edit-goal':
      return goal?.canEdit ? <GoalDialog {...shared} note={note} goalId={about} /> : null;
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
}
