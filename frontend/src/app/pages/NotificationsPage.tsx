import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notifications } from '@/features/notifications/Notifications';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';

/** What happened that concerns the viewer. */
export default function NotificationsPage() {
  const { t } = useTranslation('notifications');
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={<Link to={paths.notificationSettings}>{t('choices')}</Link>}
      />
      <Notifications />
    </>
  );
}
