import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { DateText } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import classes from './learning.module.css';

const CertificateDialog = lazy(() => import('./CertificateDialog'));

export const CertificateFragment = graphql(`
  fragment Certificate_certificate on Certificate {
    id
    name
    issuer
    number
    issuedOn
    expiresOn
    daysLeft
    version
    canEdit
    file {
      id
      fileName
      url
    }
  }
`);

export type CertificateOf = DocumentType<typeof CertificateFragment>;

const MyCertificates = graphql(`
  query MyCertificates {
    viewer {
      certificates {
        id
        ...Certificate_certificate
      }
      teamCertificates {
        id
        person {
          id
          ...PersonLine_person
        }
        ...Certificate_certificate
      }
    }
  }
`);

/** From so many days on one is told that it expires. */
const SOON = 90;
const KEEP = { keep: true };

/** One's own certificates, and those of the team that expire soon. */
export function Certificates() {
  const { t } = useTranslation('learning');
  const result = useQuery({ query: MyCertificates, context: KEEP });
  const [open, setOpen] = useState<CertificateOf | 'new' | null>(null);
  const add = (
    <Button variant="default" onClick={() => setOpen('new')}>
      {t('certificate.add')}
    </Button>
  );
  return (
    <Query result={result}>
      {({ viewer }) => {
        const own = viewer?.certificates ?? [];
        const team = viewer?.teamCertificates ?? [];
        return (
          <>
            <Section title={t('certificate.title')} aside={add}>
              {own.length === 0 ? (
                <p className={classes.note}>{t('certificate.none')}</p>
              ) : (
                <List label={t('certificate.title')}>
                  {own.map((one) => (
                    <li key={one.id} className={classes.certificate}>
                      <Certificate certificate={one} onEdit={setOpen} />
                    </li>
                  ))}
                </List>
              )}
            </Section>
            {team.length > 0 ? (
              <Section title={t('certificate.team')}>
                <p className={classes.note}>{t('certificate.teamHint')}</p>
                <List label={t('certificate.team')}>
                  {team.map((one) => (
                    <li key={one.id} className={classes.certificate}>
                      <PersonLine person={one.person} size="sm" />
                      <Certificate certificate={one} />
                    </li>
                  ))}
                </List>
              </Section>
            ) : null}
            {open ? (
              <Suspense fallback={null}>
                <CertificateDialog
                  certificate={open === 'new' ? null : open}
                  onClose={() => setOpen(null)}
                />
              </Suspense>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}

interface CertificateProps {
  certificate: FragmentType<typeof CertificateFragment>;
  onEdit?: (certificate: CertificateOf) => void;
}

/** A certificate: what it says, and how long it holds. */
export function Certificate({ certificate: masked, onEdit }: CertificateProps) {
  const certificate = unmask(CertificateFragment, masked);
  const { t } = useTranslation(['learning', 'common']);
  const { daysLeft: left } = certificate;
  const facts = [certificate.issuer, certificate.number].filter((one) => one !== '');
  return (
    <div className={classes.certificateRow}>
      <div className={classes.grow}>
        <span className={classes.name}>{certificate.name}</span>
        {facts.length > 0 ? <span className={classes.note}>{facts.join(' · ')}</span> : null}
        {certificate.expiresOn && left !== null ? (
          <span className={classes.expiry} data-soon={left <= SOON || undefined}>
            {left < 0
              ? t('certificate.expired', { count: -left })
              : left <= SOON
                ? t('certificate.left', { count: left })
                : t('certificate.until')}{' '}
            <DateText date={certificate.expiresOn} />
          </span>
        ) : (
          <span className={classes.note}>{t('certificate.forever')}</span>
        )}
        {certificate.file ? (
          <a className={classes.file} href={certificate.file.url} download>
            <IconPaperclip size={16} aria-hidden="true" />
            {certificate.file.fileName}
          </a>
        ) : null}
      </div>
      {onEdit && certificate.canEdit ? (
        <Button
          variant="subtle"
          size="compact-md"
          aria-label={t('certificate.editOf', { name: certificate.name })}
          onClick={() => onEdit(certificate)}
        >
          {t('common:action.edit')}
        </Button>
      ) : null}
    </div>
  );
}

export const PersonCertificatesFragment = graphql(`
  fragment PersonCertificates_person on Person {
    id
    isViewer
    certificates {
      id
      ...Certificate_certificate
    }
  }
`);

/** Somebody's certificates, for those who read them; nothing when there are none. */
export function PersonCertificates({
  person: masked,
}: {
  person: FragmentType<typeof PersonCertificatesFragment>;
}) {
  const person = unmask(PersonCertificatesFragment, masked);
  const { t } = useTranslation('learning');
  if (!person.certificates || person.certificates.length === 0) return null;
  return (
    <Section title={t('certificate.title')}>
      <List label={t('certificate.title')}>
        {person.certificates.map((one) => (
          <li key={one.id} className={classes.certificate}>
            <Certificate certificate={one} />
          </li>
        ))}
      </List>
    </Section>
  );
}
