import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Mine, Team } from '@/features/feedback/cycles/packets/PacketLists';
import { Tabs } from '@/features/feedback/Tabs';
import { PageHeader } from '@/ui/PageHeader';
import { TabLink, TabLinks } from '@/ui/TabLinks';

/** The viewer's own packets, and (`?list=team`) those that they prepare. */
export default function PacketsPage() {
  const { t } = useTranslation('reviews');
  const [search] = useSearchParams();
  const team = search.get('list') === 'team';
  return (
    <>
      <PageHeader title={t('packets.title')} lead={t('packets.lead')} />
      <Tabs chosen="packets" />
      <TabLinks label={t('packets.whose')}>
        <TabLink to="?" current={!team}>
          {t('packets.mine')}
        </TabLink>
        <TabLink to="?list=team" current={team}>
          {t('packets.team')}
        </TabLink>
      </TabLinks>
      {team ? <Team /> : <Mine />}
    </>
  );
}
