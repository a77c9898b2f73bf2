import { useTranslation } from 'react-i18next';
import { Bank } from '@/features/engagement/bank/Bank';
import { EngagementTabs } from '@/features/engagement/hub/EngagementTabs';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** The questions that surveys are made of, and their themes. */
export default function SurveyBankPage() {
  const { t } = useTranslation('surveys');
  const viewer = useViewer();
  if (!viewer.isHr) {
    return (
      <>
        <PageHeader title={t('bank.title')} />
        <NotThere />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('bank.title')} lead={t('bank.lead')} />
      <EngagementTabs here="bank" />
      <Bank />
    </>
  );
}
