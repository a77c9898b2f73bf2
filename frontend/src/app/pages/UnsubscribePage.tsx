import { PageHeader } from '@/ui/PageHeader';

export default function UnsubscribePage() {
  return <PageHeader title="Unsubscribe" />;
}
