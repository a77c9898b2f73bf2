import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { MyPlans, TeamPlans } from '@/features/development/Lists';
import { TABS, type Tab, Tabs } from '@/features/development/Tabs';
import { useOpenForm } from '@/features/development/useOpenForm';
import { usePreload } from '@/lib/usePreload';
import { PageHeader } from '@/ui/PageHeader';

const loadDraftPlanDialog = () => import('@/features/development/DraftPlanDialog');
const DraftPlanDialog = lazy(loadDraftPlanDialog);
const LATER = [loadDraftPlanDialog];

/** The viewer's plans and their team's. `?draft` begins a plan, `?for=<person>` one for a report. */
export default function DevelopmentPage() {
  usePreload(LATER);
  const { t } = useTranslation('development');
  const [search] = useSearchParams();
  const { form, about, open, close } = useOpenForm();
  const asked = search.get('tab') as Tab | null;
  const tab: Tab = asked && TABS.includes(asked) ? asked : 'mine';

  const draft = (personId: string) => (personId ? open('for', personId) : open('draft'));
  const button = <Button onClick={() => draft('')}>{t('draft.open')}</Button>;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} action={button} />
      <Tabs chosen={tab} />
      {tab === 'team' ? <TeamPlans onDraft={draft} /> : <MyPlans action={button} />}
      {form === 'draft' || form === 'for' ? (
        <Suspense fallback={null}>
          <DraftPlanDialog personId={about} onChoose={draft} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
