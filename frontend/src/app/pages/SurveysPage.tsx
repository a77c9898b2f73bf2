import { useTranslation } from 'react-i18next';
import { EngagementTabs } from '@/features/engagement/hub/EngagementTabs';
import { SurveysList } from '@/features/engagement/surveys/SurveysList';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** HR's surveys. */
export default function SurveysPage() {
  const { t } = useTranslation('surveys');
  const viewer = useViewer();
  if (!viewer.isHr) {
    return (
      <>
        <PageHeader title={t('title')} />
        <NotThere />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('title')} lead={t('title.lead')} />
      <EngagementTabs here="surveys" />
      <SurveysList />
    </>
  );
}
