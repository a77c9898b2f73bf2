import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { Coverage } from '@/features/reports/Coverage';
import { Gaps } from '@/features/reports/Gaps';
import { Ledger } from '@/features/reports/people/Ledger';
import { People } from '@/features/reports/people/People';
import { Network } from '@/features/reports/Network';
import { Recognition } from '@/features/reports/Recognition';
import { Rates } from '@/features/reports/Rates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const PLACES = [
  [paths.reportsPeople, 'place.people'],
  [paths.reportsOneOnOnes, 'place.oneOnOnes'],
  [paths.reportsNetwork, 'place.network'],
  [paths.reportsDevelopment, 'place.development'],
  [paths.reportsGaps, 'place.gaps'],
  [paths.reportsRecognition, 'place.recognition'],
] as const;

/** What HR reads about the company: departments of five or more, never a person. */
export default function ReportsPage() {
  const { t } = useTranslation('reports');
  const viewer = useViewer();
  if (!viewer.isHr) {
    return (
      <>
        <PageHeader title={t('title')} />
        <NotThere />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <TabLinks label={t('places')}>
        {PLACES.map(([to, label]) => (
          <TabLink key={to} to={to}>
            {t(label)}
          </TabLink>
        ))}
      </TabLinks>
      <Routes>
        <Route index element={<Navigate to={paths.reportsPeople} replace />} />
        <Route path="people" element={<People />} />
        <Route path="ledger" element={<Ledger />} />
        <Route path="one-on-ones" element={<Rates />} />
        <Route path="departments" element={<Network />} />
        <Route path="development" element={<Coverage />} />
        <Route path="gaps" element={<Gaps />} />
        <Route path="recognition" element={<Recognition />} />
        <Route path="*" element={<NotThere />} />
      </Routes>
    </>
  );
}
