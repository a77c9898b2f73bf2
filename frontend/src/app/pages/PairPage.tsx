import { PageHeader } from '@/ui/PageHeader';

export default function PairPage() {
  return <PageHeader title="Pair" />;
}
