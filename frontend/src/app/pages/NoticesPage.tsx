import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notices } from '@/features/notices/Notices';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';

/** What happened to thanks that concern the viewer. */
export default function NoticesPage() {
  const { t } = useTranslation('notices');
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={<Link to={paths.settings}>{t('settings')}</Link>}
      />
      <Notices />
    </>
  );
}
