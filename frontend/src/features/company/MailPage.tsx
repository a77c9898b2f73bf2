import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { DateTimeText } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import classes from './company.module.css';

const MailQuery = graphql(`
  query MailPage($id: ID!) {
    mail(id: $id) {
      id
      to
      subject
      state
      createdAt
      sentAt
      lastError
      text
    }
  }
`);

/** One mail as its reader sees it, and its plain-text part. */
export function MailPage() {
  const { t } = useTranslation('company');
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const part = search.get('part') === 'text' ? 'text' : 'html';
  const result = useQuery({ query: MailQuery, variables: { id } });
  return (
    <Query result={result}>
      {({ mail }) =>
        mail ? (
          <div className={classes.stack}>
            <Link to={paths.companyMailbox}>← {t('mail.back')}</Link>
            <Section
              title={mail.subject}
              aside={
                <SegmentedControl
                  value={part}
                  onChange={(value) => setSearch(value === 'text' ? { part: 'text' } : {})}
                  data={[
                    { value: 'html', label: t('mail.asShown') },
                    { value: 'text', label: t('mail.asText') },
                  ]}
                />
              }
            >
              <p className={classes.hint}>
                {t('mail.to', { address: mail.to })} · <DateTimeText at={mail.sentAt ?? mail.createdAt} />
              </p>
              {mail.lastError ? <p className={classes.error}>{mail.lastError}</p> : null}
              {part === 'html' ? (
                <iframe
                  className={classes.frame}
                  title={mail.subject}
                  // The server sends it with a policy of its own: no scripts, nothing from elsewhere.
                  src={`/mailbox/${encodeURIComponent(mail.id)}`}
                  sandbox="allow-popups allow-popups-to-escape-sandbox"
                />
              ) : (
                <pre className={classes.plain}>{mail.text}</pre>
              )}
            </Section>
          </div>
        ) : (
          <NotThere />
        )
      }
    </Query>
  );
}
