import { useTranslation } from 'react-i18next';
import { TeamThanks } from '@/features/fairness/TeamThanks';
import { Tabs } from '@/features/recognition/Tabs';
import { PageHeader } from '@/ui/PageHeader';

/** How the viewer's own team is thanked. */
export default function RecognitionTeamPage() {
  const { t } = useTranslation('fairness');
  return (
    <>
      <PageHeader title={t('team.title')} lead={t('team.lead')} />
      <Tabs />
      <TeamThanks />
    </>
  );
}
