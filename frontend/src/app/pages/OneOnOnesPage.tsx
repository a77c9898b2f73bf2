import { PageHeader } from '@/ui/PageHeader';

export default function OneOnOnesPage() {
  return <PageHeader title="OneOnOnes" />;
}
