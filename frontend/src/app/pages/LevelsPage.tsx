import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelsList } from '@/features/competencies/levels/LevelsList';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

const ImportLevelsDialog = lazy(() => import('@/features/competencies/levels/ImportLevelsDialog'));

/** At which level each of the people stands. For HR. */
export default function LevelsPage() {
  const { t } = useTranslation('competencies');
  const viewer = useViewer();
  const [importing, setImporting] = useState(false);
  const back = { to: paths.frameworks, label: t('frameworks.title') };
  if (!viewer.isHr) {
    return (
      <>
        <PageHeader title={t('levels.title')} back={back} />
        <NotThere />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={t('levels.title')}
        lead={t('levels.lead')}
        back={back}
        action={<Button onClick={() => setImporting(true)}>{t('levels.import')}</Button>}
      />
      <LevelsList />
      {importing ? (
        <Suspense fallback={null}>
          <ImportLevelsDialog onClose={() => setImporting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
