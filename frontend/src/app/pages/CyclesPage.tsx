import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { CyclesList } from '@/features/feedback/cycles/hr/CyclesList';
import { CyclesTabs } from '@/features/feedback/cycles/hr/CyclesTabs';
import { Programmes } from '@/features/feedback/cycles/hr/Programmes';
import { TemplatesList } from '@/features/feedback/cycles/hr/TemplatesList';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** What HR holds: cycles, what makes them by itself, and what they are made from. */
export default function CyclesPage() {
  const { t } = useTranslation('cycles');
  const viewer = useViewer();
  const { pathname } = useLocation();
  if (!viewer.isHr) {
    return (
      <>
        <PageHeader title={t('title')} />
        <NotThere />
      </>
    );
  }
  const begin = (
    <Button component={Link} to={paths.newCycle()}>
      {t('new.begin')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} action={begin} />
      <CyclesTabs />
      {pathname === paths.cycleProgrammes ? (
        <Programmes />
      ) : pathname === paths.cycleTemplates ? (
        <TemplatesList />
      ) : (
        <CyclesList />
      )}
    </>
  );
}
