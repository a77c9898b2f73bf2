import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Awards } from '@/features/awards/Awards';
import { Tabs } from '@/features/recognition/Tabs';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';

const AwardDialog = lazy(() => import('@/features/awards/AwardDialog'));

/** All awards; `?new` opens HR's form for another. */
export default function AwardsPage() {
  const { t } = useTranslation('awards');
  const { isHr } = useViewer();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const action = isHr ? <Button onClick={() => setSearch({ new: '' })}>{t('edit.new')}</Button> : null;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} action={action} />
      <Tabs chosen="awards" />
      <Awards />
      {isHr && search.has('new') ? (
        <Suspense fallback={null}>
          <AwardDialog
            award={null}
            onClose={() => setSearch({}, { replace: true })}
            onSaved={(awardId) => void navigate(paths.award(awardId))}
          />
        </Suspense>
      ) : null}
    </>
  );
}
