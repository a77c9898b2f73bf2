import { PageHeader } from '@/ui/PageHeader';

export default function FeedbackRequestPage() {
  return <PageHeader title="FeedbackRequest" />;
}
