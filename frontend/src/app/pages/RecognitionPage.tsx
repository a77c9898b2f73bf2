import { PageHeader } from '@/ui/PageHeader';

export default function RecognitionPage() {
  return <PageHeader title="Recognition" />;
}
