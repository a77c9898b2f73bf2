import { PageHeader } from '@/ui/PageHeader';

export default function OrgChartPage() {
  return <PageHeader title="OrgChart" />;
}
