import { Button, NativeSelect } from '@mantine/core';
import { IconTopologyStar3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import type { TieKind } from '@/gql/graphql';
import { csv, download } from '@/lib/csv';
import { useDates } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { NetworkMap } from './NetworkMap';
import classes from './reports.module.css';
import { Table } from './Table';

const NetworkQuery = graphql(`
  query DepartmentNetwork($days: Int!, $kinds: [TieKind!]) {
    departmentNetwork(days: $days, kinds: $kinds) {
      minimum
      days
      withheld
      departments {
        key
        name
        people
        x
        y
        insideShare
        reach
        betweenness
      }
      ties {
        key
        fromKey
        toKey
        contacts
        meetings
        thanks
        feedback
        pairsAtLeast
      }
      findings {
        key
        kind
        text
        departmentKeys
      }
    }
  }
`);

export type DepartmentNetwork = NonNullable<DocumentType<typeof NetworkQuery>['departmentNetwork']>;

const DAYS = [30, 90, 365] as const;
const KINDS: readonly TieKind[] = ['MEETINGS', 'THANKS', 'FEEDBACK'];

/** How departments are tied: what stands out in words, a map, and its table. For HR. */
export function Network() {
  const { t } = useTranslation('reports');
  const [search, setSearch] = useSearchParams();
  const days = DAYS.find((one) => String(one) === search.get('days')) ?? 90;
  const kind = KINDS.find((one) => one === search.get('kind')) ?? null;
  const result = useQuery({ query: NetworkQuery, variables: { days, kinds: kind ? [kind] : null } });

  const choose = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );

  return (
    <div className={classes.stack}>
      <div className={classes.filters}>
        <NativeSelect
          size="md"
          label={t('network.period')}
          value={String(days)}
          onChange={(event) => choose('days', event.currentTarget.value)}
          data={DAYS.map((count) => ({ value: String(count), label: t('network.days', { count }) }))}
        />
        <NativeSelect
          size="md"
          label={t('network.kind')}
          value={kind ?? ''}
          onChange={(event) => choose('kind', event.currentTarget.value)}
          data={[
            { value: '', label: t('network.kind.ALL') },
            ...KINDS.map((value) => ({ value, label: t(`network.kind.${value}`) })),
          ]}
        />
      </div>
      <Query result={result}>
        {({ departmentNetwork: network }) => {
          if (!network) return <NotThere />;
          if (network.departments.length < 2) {
            return (
              <EmptyState
                icon={<IconTopologyStar3 size={32} stroke={1.5} />}
                title={t('network.none')}
                example={t('network.noneExample', { count: network.minimum })}
              />
            );
          }
          return <Shown network={network} />;
        }}
      </Query>
    </div>
  );
}

function Shown({ network }: { network: DepartmentNetwork }) {
  const { t } = useTranslation('reports');
  const names = new Map(network.departments.map((one) => [one.key, one.name]));
  return (
    <>
      <Section title={t('network.findings')}>
        {network.findings.length === 0 ? (
          <p className={classes.hint}>{t('network.noFindings')}</p>
        ) : (
          <ul className={classes.findings}>
            {network.findings.map((one) => (
              <li key={one.key} className={classes.finding}>
                <span className={classes.badge}>{t(`network.finding.${one.kind}`)}</span>
                {one.text}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('network.map')}>
        <NetworkMap network={network} />
      </Section>
      <Section
        title={t('network.table')}
        aside={
          <Button variant="default" onClick={() => save(network, names, t)}>
            {t('download')}
          </Button>
        }
      >
        <Ties network={network} names={names} />
      </Section>
      <Section title={t('network.departments')}>
        <Departments network={network} />
        <p className={classes.hint}>
          {t('network.minimum', { count: network.minimum })}{' '}
          {network.withheld ? t('rates.withheld', { count: network.withheld }) : null}
        </p>
      </Section>
    </>
  );
}

function Ties({ network, names }: { network: DepartmentNetwork; names: Map<string, string> }) {
  const { t } = useTranslation('reports');
  if (network.ties.length === 0) return <p className={classes.hint}>{t('network.noTies')}</p>;
  return (
    <Table
      label={t('network.table')}
      columns={[
        t('network.between'),
        t('network.contacts'),
        ...KINDS.map((kind) => t(`network.kind.${kind}`)),
        t('network.pairs'),
      ]}
    >
      <tbody>
        {network.ties.map((tie) => (
          <tr key={tie.key}>
            <th scope="row">
              {t('network.pair', { one: names.get(tie.fromKey), other: names.get(tie.toKey) })}
            </th>
            <td className={classes.numeric}>
              <strong>{tie.contacts}</strong>
            </td>
            <td className={classes.numeric}>{tie.meetings}</td>
            <td className={classes.numeric}>{tie.thanks}</td>
            <td className={classes.numeric}>{tie.feedback}</td>
            <td className={classes.numeric}>{t('network.atLeast', { count: tie.pairsAtLeast })}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Departments({ network }: { network: DepartmentNetwork }) {
  const { t } = useTranslation('reports');
  const { locale } = useDates();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <Table
      label={t('network.departments')}
      columns={[
        t('rates.department'),
        t('rates.people'),
        t('network.inside'),
        t('network.reach'),
        t('network.betweenness'),
      ]}
    >
      <tbody>
        {network.departments.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.name}</th>
            <td className={classes.numeric}>{one.people}</td>
            <td className={classes.numeric}>{percent.format(one.insideShare)}</td>
            <td className={classes.numeric}>{one.reach}</td>
            <td className={classes.numeric}>
              {new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(one.betweenness)}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function save(
  network: DepartmentNetwork,
  names: Map<string, string>,
  t: ReturnType<typeof useTranslation<'reports'>>['t'],
): void {
  const head = [
    t('network.from'),
    t('network.to'),
    t('network.contacts'),
    ...KINDS.map((kind) => t(`network.kind.${kind}`)),
    t('network.pairs'),
  ];
  const lines = network.ties.map((tie) => [
    names.get(tie.fromKey) ?? '',
    names.get(tie.toKey) ?? '',
    tie.contacts,
    tie.meetings,
    tie.thanks,
    tie.feedback,
    tie.pairsAtLeast,
  ]);
  download('departments.csv', csv([head, ...lines]));
}
