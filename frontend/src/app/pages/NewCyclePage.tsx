import { useTranslation } from 'react-i18next';
import { NewCycle } from '@/features/feedback/cycles/hr/NewCycle';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

/** HR begins a cycle from a template. */
export default function NewCyclePage() {
  const { t } = useTranslation('cycles');
  const viewer = useViewer();
  return (
    <>
      <PageHeader
        title={t('new.title')}
        lead={t('new.lead')}
        back={{ to: paths.cycles, label: t('title') }}
      />
      {viewer.isHr ? <NewCycle /> : <NotThere />}
    </>
  );
}
