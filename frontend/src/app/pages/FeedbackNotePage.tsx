import { PageHeader } from '@/ui/PageHeader';

export default function FeedbackNotePage() {
  return <PageHeader title="FeedbackNote" />;
}
