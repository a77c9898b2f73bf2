import { useTranslation } from 'react-i18next';
import { Route, Routes, useLocation } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';
import { MailPage } from '../MailPage';
import { Mailbox } from '../Mailbox';
import { Blocks } from './Blocks';
import { DigestPreview } from './DigestPreview';
import { NotificationPolicies } from './NotificationPolicies';
import { Outbox } from './Outbox';
import { OutgoingMailView } from './OutgoingMailView';
import { Servers } from './Servers';

const MailIsKept = graphql(`
  query MailIsKept {
    outbox {
      keepsMail
    }
  }
`);

const PLACES = [
  [paths.companyMail, 'place.outbox'],
  [paths.blockedAddresses, 'place.blocks'],
  [paths.mailServers, 'place.servers'],
  [paths.notificationPolicies, 'place.policies'],
  [paths.digestPreview, 'place.preview'],
] as const;

/** Everything about mail that administrators look after, each part with an address of its own. */
export default function MailPlaces() {
  const { t } = useTranslation('mail');
  const { pathname } = useLocation();
  // Without a server mail stays here, and can be read as one tries erm out.
  const [{ data }] = useQuery({ query: MailIsKept });
  const inBox = pathname.startsWith(paths.companyMailbox);
  const kept = data?.outbox?.keepsMail === true;
  const other = PLACES.slice(1).some(([to]) => pathname === to);
  return (
    <>
      <TabLinks label={t('places')} tight>
        {PLACES.map(([to, label]) => (
          <TabLink key={to} to={to} current={to === paths.companyMail ? !inBox && !other : pathname === to}>
            {t(label)}
          </TabLink>
        ))}
        {kept || inBox ? (
          <TabLink to={paths.companyMailbox} current={inBox}>
            {t('place.mailbox')}
          </TabLink>
        ) : null}
      </TabLinks>
      <Routes>
        <Route path="mail" element={<Outbox />} />
        <Route path="mail/of/:id" element={<OutgoingMailView />} />
        <Route path="mail/addresses" element={<Blocks />} />
        <Route path="mail/servers" element={<Servers />} />
        <Route path="mail/notifications" element={<NotificationPolicies />} />
        <Route path="mail/preview" element={<DigestPreview />} />
        <Route path="mailbox" element={<Mailbox />} />
        <Route path="mailbox/:id" element={<MailPage />} />
        <Route path="*" element={<NotThere />} />
      </Routes>
    </>
  );
}
