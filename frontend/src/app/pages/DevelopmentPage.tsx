import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { MyPlans } from '@/features/development/Lists';
import { Tabs } from '@/features/development/Tabs';
import { useOpenForm } from '@/features/development/useOpenForm';
import { paths } from '@/lib/paths';
import { usePreload } from '@/lib/usePreload';
import { PageHeader } from '@/ui/PageHeader';

const loadDraftPlanDialog = () => import('@/features/development/DraftPlanDialog');
const DraftPlanDialog = lazy(loadDraftPlanDialog);
const LATER = [loadDraftPlanDialog];

/** The viewer's plans. `?draft` begins a plan, `?for=<person>` one for a report. */
export default function DevelopmentPage() {
  usePreload(LATER);
  const { t } = useTranslation('development');
  const [search] = useSearchParams();
  const { form, about, open, close } = useOpenForm();
  // Mails and marks from before the team had a page of its own.
  if (search.get('tab') === 'team') return <Navigate to={paths.teamDevelopment} replace />;

  const draft = (personId: string) => (personId ? open('for', personId) : open('draft'));
  const button = <Button onClick={() => draft('')}>{t('draft.open')}</Button>;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={
          <>
            <Button component={Link} to={paths.planTemplates} variant="default">
              {t('template.all')}
            </Button>
            {button}
          </>
        }
      />
      <Tabs />
      <MyPlans action={button} />
      {form === 'draft' || form === 'for' ? (
        <Suspense fallback={null}>
          <DraftPlanDialog personId={about} onChoose={draft} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
