import { useTranslation } from 'react-i18next';
import { Leaderboard } from '@/features/fairness/Leaderboard';
import { Tabs } from '@/features/recognition/Tabs';
import { PageHeader } from '@/ui/PageHeader';

/** Who was thanked most, where the company wants that to be seen. */
export default function LeaderboardPage() {
  const { t } = useTranslation('fairness');
  return (
    <>
      <PageHeader title={t('board.title')} />
      <Tabs />
      <Leaderboard />
    </>
  );
}
