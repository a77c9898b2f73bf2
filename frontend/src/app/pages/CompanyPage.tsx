import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { AuditLog } from '@/features/company/AuditLog';
import { DataQuality } from '@/features/company/DataQuality';
import { ImportPeople } from '@/features/company/ImportPeople';
import { RoleHolders } from '@/features/company/RoleHolders';
import { ChannelView } from '@/features/integrations/ChannelView';
import { EndpointView } from '@/features/integrations/EndpointView';
import { Integrations } from '@/features/integrations/Integrations';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { LoadingState, NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const MailPlaces = lazy(() => import('@/features/company/mail/MailPlaces'));

const PLACES = [
  [paths.companyImport, 'place.import'],
  [paths.companyDataQuality, 'place.dataQuality'],
  [paths.companyMail, 'place.mail'],
  [paths.companyRoles, 'place.roles'],
  [paths.companyAudit, 'place.audit'],
  [paths.companyIntegrations, 'place.integrations'],
] as const;

/** What administrators look after. */
export default function CompanyPage() {
  const { t } = useTranslation('company');
  const viewer = useViewer();
  const { pathname } = useLocation();
  // The mailbox is a part of mail, under an address of its own.
  const inMail = pathname.startsWith(paths.companyMail);
  if (!viewer.isAdministrator) {
    return (
      <>
        <PageHeader title={t('title')} />
        <NotThere />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('title')} />
      <TabLinks label={t('places')} tight>
        {PLACES.map(([to, label]) => (
          <TabLink key={to} to={to} {...(to === paths.companyMail ? { current: inMail } : {})}>
            {t(label)}
          </TabLink>
        ))}
      </TabLinks>
      {inMail ? (
        <Suspense fallback={<LoadingState />}>
          <MailPlaces />
        </Suspense>
      ) : (
        <Others />
      )}
    </>
  );
}

function Others() {
  return (
    <Routes>
      <Route index element={<Navigate to={paths.companyImport} replace />} />
      <Route path="import" element={<ImportPeople />} />
      <Route path="data-quality" element={<DataQuality />} />
      <Route path="roles" element={<RoleHolders />} />
      <Route path="audit" element={<AuditLog />} />
      <Route path="integrations" element={<Integrations />} />
      <Route path="integrations/webhooks/:id" element={<EndpointView />} />
      <Route path="integrations/chats/:id" element={<ChannelView />} />
      <Route path="*" element={<NotThere />} />
    </Routes>
  );
}
