import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EngagementTabs } from '@/features/engagement/hub/EngagementTabs';
import { Plans } from '@/features/engagement/plans/Plans';
import { PageHeader } from '@/ui/PageHeader';

const PlanDialog = lazy(() => import('@/features/engagement/plans/PlanDialog'));

/** What was decided after surveys. The form of a new plan stands in the address: it begins in a report. */
export default function ActionPlansPage() {
  const { t } = useTranslation('survey_plans');
  const [search, setSearch] = useSearchParams();
  const waveId = search.get('new');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <EngagementTabs here="plans" />
      <Plans />
      {waveId ? (
        <Suspense fallback={null}>
          <PlanDialog
            waveId={waveId}
            departmentId={search.get('department')}
            onClose={() => setSearch({}, { replace: true })}
          />
        </Suspense>
      ) : null}
    </>
  );
}
