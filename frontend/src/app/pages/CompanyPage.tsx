import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Route, Routes, useLocation } from 'react-router';
import { AuditLog } from '@/features/company/AuditLog';
import classes from '@/features/company/company.module.css';
import { DataQuality } from '@/features/company/DataQuality';
import { ImportPeople } from '@/features/company/ImportPeople';
import { Mailbox } from '@/features/company/Mailbox';
import { MailPage } from '@/features/company/MailPage';
import { RoleHolders } from '@/features/company/RoleHolders';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { NotThere } from '@/ui/states';

const PLACES = [
  [paths.companyImport, 'place.import'],
  [paths.companyDataQuality, 'place.dataQuality'],
  [paths.companyMailbox, 'place.mailbox'],
  [paths.companyRoles, 'place.roles'],
  [paths.companyAudit, 'place.audit'],
] as const;

/** What administrators look after. */
export default function CompanyPage() {
  const { t } = useTranslation('company');
  const viewer = useViewer();
  const { pathname } = useLocation();
  const places = useRef<HTMLElement>(null);

  // On a phone they stand in one row that can be longer than the screen.
  useEffect(() => {
    places.current
      ?.querySelector('[aria-current="page"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);

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
      <nav ref={places} className={classes.places} aria-label={t('places')}>
        {PLACES.map(([to, label]) => (
          <NavLink key={to} to={to} className={classes.place ?? ''}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route index element={<Navigate to={paths.companyImport} replace />} />
        <Route path="import" element={<ImportPeople />} />
        <Route path="data-quality" element={<DataQuality />} />
        <Route path="mailbox" element={<Mailbox />} />
        <Route path="mailbox/:id" element={<MailPage />} />
        <Route path="roles" element={<RoleHolders />} />
        <Route path="audit" element={<AuditLog />} />
        <Route path="*" element={<NotThere />} />
      </Routes>
    </>
  );
}
