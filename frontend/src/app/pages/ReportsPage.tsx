import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { Coverage } from '@/features/reports/Coverage';
import { Gaps } from '@/features/reports/Gaps';
import { Network } from '@/features/reports/Network';
import { Recognition } from '@/features/reports/Recognition';
import { Rates } from '@/features/reports/Rates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const PLACES = [
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
        <Route index element={<Navigate to={paths.reportsOneOnOnes} replace />} />
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
