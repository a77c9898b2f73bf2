import { Badge } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { DateTimeText } from '@/ui/dates';
import { List } from '@/ui/List';
import { PageHeader } from '@/ui/PageHeader';
import { Parts, type PartOf } from '@/ui/Parts';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import classes from './ledger.module.css';

const ReportLedgerQuery = graphql(`
  query ReportLedger($waveId: ID!, $first: Int, $after: String) {
    reportLedger(waveId: $waveId, first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          act
          part
          scope
          at
          person {
            id
            ...PersonLine_person
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    node(id: $waveId) {
      id
      ... on SurveyWave {
        title
        canRead
      }
    }
  }
`);

type Access = NonNullable<
  DocumentType<typeof ReportLedgerQuery>['reportLedger']
>['edges'][number]['node'];

const PAGE = 50;

/** Who read a wave's report, and which part of it: for everybody who was asked. */
export function Ledger({ waveId }: { waveId: string }) {
  return <Parts>{(part) => <Page waveId={waveId} part={part} />}</Parts>;
}

function Page({ waveId, part }: { waveId: string; part: PartOf }) {
  const { t } = useTranslation('survey_reports');
  const result = useQuery({
    query: ReportLedgerQuery,
    variables: { waveId, first: PAGE, after: part.after },
  });
  const first = part.after === null;
  const node = result[0].data?.node;
  const wave = node && 'title' in node ? node : null;
  return (
    <>
      {first ? (
        <PageHeader
          title={t('ledger.title')}
          lead={wave ? t('ledger.of', { title: wave.title }) : t('ledger.lead')}
          back={
            wave?.canRead
              ? { to: paths.surveyReport(waveId), label: t('ledger.back') }
              : { to: paths.engagement, label: t('back') }
          }
        />
      ) : null}
      <Query result={result}>
        {({ reportLedger: ledger }) => {
          if (!ledger) return <NotThere />;
          const accesses = ledger.edges.map((edge) => edge.node);
          if (accesses.length === 0) {
            return first ? (
              <EmptyState
                icon={<IconBook2 size={32} stroke={1.5} />}
                title={t('ledger.none')}
                example={t('ledger.noneExample')}
              />
            ) : null;
          }
          return (
            <div className={classes.part}>
              {first ? <p className={classes.hint}>{t('ledger.explain')}</p> : null}
              <List label={t('ledger.title')}>
                {accesses.map((access) => (
                  <Line key={access.id} access={access} />
                ))}
              </List>
              {part.more(ledger.pageInfo)}
            </div>
          );
        }}
      </Query>
    </>
  );
}

function Line({ access }: { access: Access }) {
  const { t } = useTranslation('survey_reports');
  return (
    <li className={classes.line}>
      <div className={classes.who}>
        <PersonLine person={access.person} />
      </div>
      <div className={classes.what}>
        <span>{access.part}</span>
        <span className={classes.quiet}>{access.scope}</span>
      </div>
      <div className={classes.how}>
        <Badge variant="light" color={access.act === 'VIEWED' ? 'gray' : 'amber'}>
          {t(`ledger.act.${access.act}`)}
        </Badge>
        <span className={classes.quiet}>
          <DateTimeText at={access.at} />
        </span>
      </div>
    </li>
  );
}
