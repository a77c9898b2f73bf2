import { useTranslation } from 'react-i18next';
import { QuestionBank } from '@/features/feedback/cycles/hr/bank/QuestionBank';
import { CyclesTabs } from '@/features/feedback/cycles/hr/CyclesTabs';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** Questions that can be asked again: their words, licence and source. */
export default function QuestionBankPage() {
  const { t } = useTranslation('cycles');
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
      <CyclesTabs />
      <QuestionBank />
    </>
  );
}
