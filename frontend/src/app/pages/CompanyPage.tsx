import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { AuditLog } from '@/features/company/AuditLog';
import { DataQuality } from '@/features/company/DataQuality';
import { ImportPeople } from '@/features/company/ImportPeople';
import { Mailbox } from '@/features/company/Mailbox';
import { MailPage } from '@/features/company/MailPage';
import { RoleHolders } from '@/features/company/RoleHolders';
import { ChannelView } from '@/features/integrations/ChannelView';
import { EndpointView } from '@/features/integrations/EndpointView';
import { Integrations } from '@/features/integrations/Integrations';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const PLACES = [
  [paths.companyImport, 'place.import'],
  [paths.companyDataQuality, 'place.dataQuality'],
  [paths.companyMailbox, 'place.mailbox'],
  [paths.companyRoles, 'place.roles'],
  [paths.companyAudit, 'place.audit'],
  [paths.companyIntegrations, 'place.integrations'],
] as const;

/** What administrators look after. */
export default function CompanyPage() {
  const { t } = useTranslation('company');
  const viewer = useViewer();
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
          <TabLink key={to} to={to}>
            {t(label)}
          </TabLink>
        ))}
      </TabLinks>
      <Routes>
        <Route index element={<Navigate to={paths.companyImport} replace />} />
        <Route path="import" element={<ImportPeople />} />
        <Route path="data-quality" element={<DataQuality />} />
        <Route path="mailbox" element={<Mailbox />} />
        <Route path="mailbox/:id" element={<MailPage />} />
        <Route path="roles" element={<RoleHolders />} />
        <Route path="audit" element={<AuditLog />} />
        <Route path="integrations" element={<Integrations />} />
        <Route path="integrations/webhooks/:id" element={<EndpointView />} />
        <Route path="integrations/chats/:id" element={<ChannelView />} />
        <Route path="*" element={<NotThere />} />
      </Routes>
    </>
  );
}
