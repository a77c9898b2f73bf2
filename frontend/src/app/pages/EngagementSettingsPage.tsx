import { useTranslation } from 'react-i18next';
import { EngagementTabs } from '@/features/engagement/hub/EngagementTabs';
import { SettingsForm } from '@/features/engagement/surveys/SettingsForm';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** What holds for all surveys. */
export default function EngagementSettingsPage() {
  const { t } = useTranslation('surveys');
  const viewer = useViewer();
  if (!viewer.isHr) {
    return (
      <>
        <PageHeader title={t('settings.title')} />
        <NotThere />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('settings.title')} lead={t('settings.lead')} />
      <EngagementTabs here="settings" />
      <SettingsForm />
    </>
  );
}
