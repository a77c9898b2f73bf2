import { PageHeader } from '@/ui/PageHeader';

export default function KudosPage() {
  return <PageHeader title="Kudos" />;
}
