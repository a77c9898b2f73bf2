import { useTranslation } from 'react-i18next';
import { Scheduled } from '@/features/recognition/scheduled/Scheduled';
import classes from '@/features/recognition/recognition.module.css';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';

/** The viewer's thanks that are to be said later. */
export default function ScheduledKudosPage() {
  const { t } = useTranslation('recognition');
  return (
    <>
      <PageHeader
        title={t('scheduled.title')}
        lead={t('scheduled.lead')}
        back={{ to: paths.recognition, label: t('title') }}
      />
      <div className={classes.column}>
        <Scheduled />
      </div>
    </>
  );
}
