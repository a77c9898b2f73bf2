import { useTranslation } from 'react-i18next';
import { PastSurveys } from '@/features/engagement/past/PastSurveys';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** HR brings in what was asked elsewhere before. */
export default function SurveyImportPage() {
  const { t } = useTranslation('past_surveys');
  const viewer = useViewer();
  return (
    <>
      <PageHeader title={t('pageTitle')} lead={t('lead')} />
      {viewer.isHr ? <PastSurveys /> : <NotThere />}
    </>
  );
}
