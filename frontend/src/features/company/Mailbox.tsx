import { Badge, Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import classes from './company.module.css';

const MailboxQuery = graphql(`
  query Mailbox($after: String) {
    mailbox(first: 30, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          to
          subject
          state
          createdAt
          sentAt
        }
      }
    }
  }
`);

/** Mail that is kept here because no SMTP server is configured. */
export function Mailbox() {
  const { t } = useTranslation('company');
  const [search, setSearch] = useSearchParams();
  const after = search.get('after');
  const result = useQuery({ query: MailboxQuery, variables: { after } });
  return (
    <Query result={result}>
      {({ mailbox }) => {
        if (!mailbox) {
          return <EmptyState title={t('mail.sentOut')} example={t('mail.sentOutExample')} />;
        }
        if (mailbox.totalCount === 0) {
          return (
            <EmptyState
              icon={<IconMail size={32} stroke={1.5} />}
              title={t('mail.none')}
              example={t('mail.noneExample')}
            />
          );
        }
        const next = mailbox.pageInfo.endCursor;
        return (
          <div className={classes.stack}>
            <p className={classes.hint}>{t('mail.explain')}</p>
            <ul className={classes.list}>
              {mailbox.edges.map(({ node }) => (
                <li key={node.id} className={classes.item}>
                  <Link
                    className={classes.mailLink}
                    to={`${paths.companyMailbox}/${encodeURIComponent(node.id)}`}
                  >
                    <span>
                      <span className={classes.subject} data-said>{node.subject}</span>
                      <br />
                      <span className={classes.count}>{node.to}</span>
                    </span>
                    <span className={classes.count}>
                      <RelativeTime at={node.sentAt ?? node.createdAt} />
                    </span>
                  </Link>
                  {node.state === 'SENT' ? null : (
                    <Badge variant="light">{t(`mail.state.${node.state}`)}</Badge>
                  )}
                </li>
              ))}
            </ul>
            <div className={classes.actions}>
              {after ? (
                <Button variant="default" onClick={() => setSearch({})}>
                  {t('mail.newest')}
                </Button>
              ) : null}
              {mailbox.pageInfo.hasNextPage && next ? (
                <Button variant="default" onClick={() => setSearch({ after: next })}>
                  {t('mail.older')}
                </Button>
              ) : null}
            </div>
          </div>
        );
      }}
    </Query>
  );
}
