import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { TeamPlans } from '@/features/development/Lists';
import { Tabs } from '@/features/development/Tabs';
import { TeamOverview } from '@/features/development/team/TeamOverview';
import { useOpenForm } from '@/features/development/useOpenForm';
import { SkillMatrix } from '@/features/skills/SkillMatrix';
import { PageHeader } from '@/ui/PageHeader';
import { Stack } from '@/ui/Stack';

const DraftPlanDialog = lazy(() => import('@/features/development/DraftPlanDialog'));

/** How the development of the people stands whom the viewer manages. `?for=<person>` begins one. */
export default function TeamDevelopmentPage() {
  const { t } = useTranslation('development');
  const { form, about, open, close } = useOpenForm();
  const draft = (personId: string) => (personId ? open('for', personId) : open('draft'));
  return (
    <>
      <PageHeader
        title={t('team.title')}
        lead={t('team.lead')}
        action={<Button onClick={() => draft('')}>{t('draft.open')}</Button>}
      />
      <Tabs />
      <Stack gap={32}>
        <TeamOverview onDraft={draft} />
        <SkillMatrix />
        <TeamPlans onDraft={draft} />
      </Stack>
      {form === 'draft' || form === 'for' ? (
        <Suspense fallback={null}>
          <DraftPlanDialog personId={about} onChoose={draft} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
