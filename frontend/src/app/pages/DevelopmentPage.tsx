import { PageHeader } from '@/ui/PageHeader';

export default function DevelopmentPage() {
  return <PageHeader title="Development" />;
}
