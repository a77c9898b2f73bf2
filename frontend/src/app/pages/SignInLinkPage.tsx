import { PageHeader } from '@/ui/PageHeader';

export default function SignInLinkPage() {
  return <PageHeader title="SignInLink" />;
}
