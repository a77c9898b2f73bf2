import { useTranslation } from 'react-i18next';
import { Queue } from '@/features/moderation/Queue';
import { Tabs } from '@/features/recognition/Tabs';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** What people found wrong in recognition; for HR and administrators. */
export default function RecognitionModerationPage() {
  const { t } = useTranslation('moderation');
  const { isHr, isAdministrator } = useViewer();
  const may = isHr || isAdministrator;
  return (
    <>
      <PageHeader title={t('title')} {...(may ? { lead: t('lead') } : {})} />
      <Tabs />
      {may ? <Queue /> : <NotThere />}
    </>
  );
}
