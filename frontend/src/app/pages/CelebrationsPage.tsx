import { useTranslation } from 'react-i18next';
import { Celebrations } from '@/features/celebrations/Celebrations';
import { Tabs } from '@/features/recognition/Tabs';
import { PageHeader } from '@/ui/PageHeader';

/** Birthdays and anniversaries of those who want to be celebrated. */
export default function CelebrationsPage() {
  const { t } = useTranslation('celebrations');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Tabs chosen="celebrations" />
      <Celebrations />
    </>
  );
}
