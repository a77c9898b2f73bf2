import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import { PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import classes from './company.module.css';

const STEP = 50;

const AuditLogQuery = graphql(`
  query AuditLog($first: Int!, $after: String) {
    auditLog(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          key
          number
          at
          action
          subjectKind
          details
          actor {
            id
            ...PersonLine_person
          }
        }
      }
    }
  }
`);

/** Who did what, and when; newest first. What people write is not in it. */
export function AuditLog() {
  const { t } = useTranslation('company');
  const dates = useDates();
  const [search, setSearch] = useSearchParams();
  const result = useQuery({
    query: AuditLogQuery,
    variables: { first: STEP, after: search.get('after') },
  });
  return (
    <div className={classes.stack}>
      <p className={classes.hint}>{t('audit.explain')}</p>
      <Query result={result}>
        {({ auditLog }) => {
          if (!auditLog) return <NotThere />;
          if (auditLog.edges.length === 0) {
            return (
              <EmptyState
                icon={<IconListDetails size={32} stroke={1.5} />}
                title={t('audit.none')}
                example={t('audit.noneExample')}
              />
            );
          }
          return (
            <>
              <div className={classes.tableBox} tabIndex={0} role="group" aria-label={t('place.audit')}>
                <table className={classes.table}>
                  <thead>
                    <tr>
                      <th scope="col">{t('audit.number')}</th>
                      <th scope="col">{t('audit.when')}</th>
                      <th scope="col">{t('audit.who')}</th>
                      <th scope="col">{t('audit.what')}</th>
                      <th scope="col">{t('import.details')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {auditLog.edges.map(({ node }) => (
                      <tr key={node.key}>
                        <td className={classes.line}>{node.number}</td>
                        <td className={classes.line}>
                          {dates.shortDay(node.at)}, {dates.time(node.at)}
                        </td>
                        <td>
                          {node.actor ? <PersonName person={node.actor} /> : t('audit.itself')}
                        </td>
                        <td>
                          <code>{node.action}</code>
                        </td>
                        <td>
                          <code>{node.details === '{}' ? '' : node.details}</code>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <div className={classes.actions}>
                <span className={classes.count}>
                  {t('audit.count', { count: auditLog.totalCount })}
                </span>
                {search.get('after') ? (
                  <Button variant="default" onClick={() => setSearch({})}>
                    {t('mail.newest')}
                  </Button>
                ) : null}
                {auditLog.pageInfo.hasNextPage ? (
                  <Button
                    variant="default"
                    onClick={() => setSearch({ after: auditLog.pageInfo.endCursor ?? '' })}
                  >
                    {t('mail.older')}
                  </Button>
                ) : null}
              </div>
            </>
          );
        }}
      </Query>
    </div>
  );
}
