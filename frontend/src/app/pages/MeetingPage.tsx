import { PageHeader } from '@/ui/PageHeader';

export default function MeetingPage() {
  return <PageHeader title="Meeting" />;
}
