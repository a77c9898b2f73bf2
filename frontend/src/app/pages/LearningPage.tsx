import { useTranslation } from 'react-i18next';
import { Tabs } from '@/features/development/Tabs';
import { Catalogue } from '@/features/learning/Catalogue';
import { Certificates } from '@/features/learning/Certificates';
import { Mine } from '@/features/learning/Mine';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';

/** What one learns, what there is to learn from, and what one has papers for. */
export default function LearningPage() {
  const { t } = useTranslation('learning');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Tabs chosen="learning" />
      <Columns
        main={
          <>
            <Mine />
            <Catalogue />
          </>
        }
        side={<Certificates />}
      />
    </>
  );
}
