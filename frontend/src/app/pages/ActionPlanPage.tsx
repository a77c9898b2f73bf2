import { useParams } from 'react-router';
import { PlanView } from '@/features/engagement/plans/PlanView';

/** One plan of action. */
export default function ActionPlanPage() {
  const { id = '' } = useParams();
  return <PlanView planId={id} />;
}
