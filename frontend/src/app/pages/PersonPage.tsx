import { PageHeader } from '@/ui/PageHeader';

export default function PersonPage() {
  return <PageHeader title="Person" />;
}
