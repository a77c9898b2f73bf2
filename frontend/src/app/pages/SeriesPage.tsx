import { PageHeader } from '@/ui/PageHeader';

export default function SeriesPage() {
  return <PageHeader title="Series" />;
}
