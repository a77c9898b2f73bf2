import { PageHeader } from '@/ui/PageHeader';

export default function PeoplePage() {
  return <PageHeader title="People" />;
}
