import { PageHeader } from '@/ui/PageHeader';

export default function CompanyPage() {
  return <PageHeader title="Company" />;
}
