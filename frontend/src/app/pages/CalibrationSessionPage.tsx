import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { SessionView, useSession } from '@/features/feedback/cycles/hr/calibration/Session';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';

/** One calibration session, for HR and for those who lead it. */
export default function CalibrationSessionPage() {
  const { t } = useTranslation('cycles');
  const { id = '', session = '' } = useParams();
  const result = useSession(session);
  const found = result[0].data?.calibrationSession;
  return (
    <>
      <PageHeader
        title={found?.name ?? t('session.title')}
        lead={found ? t(`session.${found.state}`) : undefined}
        back={{ to: paths.cyclePart(id, 'calibration'), label: t('tab.calibration') }}
      />
      <Query result={result} loading={<LoadingState lines={6} />}>
        {({ calibrationSession }) =>
          calibrationSession ? (
            <SessionView session={calibrationSession} cycleId={id} />
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}
