import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from '../reports.module.css';
import { LedgerQuery } from './queries';

const PAGE = 50;

/** Who read which report, or took it along; for HR. */
export function Ledger() {
  const { t } = useTranslation('reports');
  const dates = useDates();
  const [before, setBefore] = useState<readonly string[]>([]);
  const result = useQuery({
    query: LedgerQuery,
    variables: { first: PAGE, after: before.at(-1) ?? null },
  });
  return (
    <Section title={t('people.ledger')}>
      <p className={classes.hint}>{t('people.ledgerExplain')}</p>
      <Query result={result}>
        {({ peopleReportLedger: page }) => {
          if (page.totalCount === 0) {
            return (
              <EmptyState
                icon={<IconEye size={32} stroke={1.5} />}
                title={t('people.ledgerNone')}
                example={t('people.ledgerNoneExample')}
              />
            );
          }
          return (
            <>
              <List label={t('people.ledger')}>
                {page.edges.map(({ node }) => (
                  <li key={node.id} className={classes.schedule}>
                    <PersonLine person={node.person} />
                    <span className={classes.act}>
                      {t(`people.act.${node.act}`, {
                        kind: t(`people.kind.${node.kind}`),
                        by: t(`people.by.${node.by}`),
                      })}
                      <br />
                      <span className={classes.quiet}>{dates.full(node.at)}</span>
                    </span>
                  </li>
                ))}
              </List>
              {before.length > 0 || page.pageInfo.hasNextPage ? (
                <div className={classes.downloads}>
                  <Button
                    variant="default"
                    disabled={before.length === 0}
                    onClick={() => setBefore(before.slice(0, -1))}
                  >
                    {t('people.newer')}
                  </Button>
                  <Button
                    variant="default"
                    disabled={!page.pageInfo.hasNextPage}
                    onClick={() => setBefore([...before, page.pageInfo.endCursor ?? ''])}
                  >
                    {t('people.older')}
                  </Button>
                </div>
              ) : null}
            </>
          );
        }}
      </Query>
    </Section>
  );
}
