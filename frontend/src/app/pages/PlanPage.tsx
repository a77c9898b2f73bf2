import { PageHeader } from '@/ui/PageHeader';

export default function PlanPage() {
  return <PageHeader title="Plan" />;
}
