import { PageHeader } from '@/ui/PageHeader';

export default function FeedbackPage() {
  return <PageHeader title="Feedback" />;
}
