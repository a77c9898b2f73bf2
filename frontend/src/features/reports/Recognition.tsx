import { NativeSelect } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { RecognitionBy } from '@/gql/graphql';
import { useDates } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import { ValueChip } from '@/ui/ValueMark';
import { Bar } from './Bar';
import { Downloads } from './Downloads';
import classes from './reports.module.css';
import { Table } from './Table';

const ShareFragment = graphql(`
  fragment Recognition_share on Share {
    share
    low
    high
    n
    of
  }
`);

const GroupFragment = graphql(`
  fragment Recognition_group on ThanksGroupLine {
    label
    smaller
    people
    participation {
      ...Recognition_share
    }
    gave {
      ...Recognition_share
    }
    received {
      ...Recognition_share
    }
    gini {
      value
      low
      high
    }
  }
`);

const RecognitionReportQuery = graphql(`
  query RecognitionReport($by: RecognitionBy!, $days: Int!) {
    recognitionReport(by: $by, days: $days) {
      from
      until
      people
      withheld
      minimumGroup
      company {
        ...Recognition_group
      }
      groups {
        ...Recognition_group
      }
      flows {
        from
        to
        kudos
        perTen {
          value
          low
          high
        }
      }
      values {
        kudos
        share {
          ...Recognition_share
        }
        value {
          id
          name
          color
          icon
        }
        departments {
          label
          kudos
          share {
            ...Recognition_share
          }
        }
      }
    }
  }
`);

type Group = DocumentType<typeof GroupFragment>;
type Share = DocumentType<typeof ShareFragment>;

const BY = ['DEPARTMENT', 'LOCATION'] as const satisfies readonly RecognitionBy[];
const DAYS = [30, 90, 365] as const;

/** Who takes part in thanking, how evenly, and between whom: groups of five or more; for HR. */
export function Recognition() {
  const { t } = useTranslation('reports');
  const dates = useDates();
  const [search, setSearch] = useSearchParams();
  const by = BY.find((one) => one === search.get('by')) ?? 'DEPARTMENT';
  const days = DAYS.find((one) => String(one) === search.get('days')) ?? 30;
  const result = useQuery({ query: RecognitionReportQuery, variables: { by, days } });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    setSearch(next, { replace: true });
  };
  const query = new URLSearchParams({ by: by.toLowerCase(), days: String(days) }).toString();
  return (
    <Stack>
      <div className={classes.filters}>
        <NativeSelect
          label={t('coverage.by')}
          value={by}
          onChange={(event) => set('by', event.currentTarget.value)}
          data={BY.map((one) => ({ value: one, label: t(`coverage.by.${one}`) }))}
        />
        <NativeSelect
          label={t('recognition.period')}
          value={String(days)}
          onChange={(event) => set('days', event.currentTarget.value)}
          data={DAYS.map((one) => ({
            value: String(one),
            label: t('recognition.days', { count: one }),
          }))}
        />
      </div>
      <Query result={result}>
        {({ recognitionReport: report }) => {
          if (!report) return <NotThere />;
          const groups = unmask(GroupFragment, report.groups);
          const company = unmask(GroupFragment, report.company) ?? null;
          if (groups.length === 0 && !company) {
            return (
              <EmptyState
                icon={<IconHeartHandshake size={32} stroke={1.5} />}
                title={t('recognition.none')}
                example={t('recognition.noneExample', { count: report.minimumGroup })}
              />
            );
          }
          return (
            <Stack gap={28}>
              <Section
                title={t('recognition.participation', {
                  from: dates.date(report.from),
                  until: dates.date(report.until),
                })}
                aside={<Downloads name="recognition-report" query={query} />}
              >
                <p className={classes.hint}>{t('recognition.explain')}</p>
                <Groups groups={groups} company={company} first={t(`coverage.by.${by}`)} />
                <p className={classes.hint}>
                  {t('recognition.minimum', { count: report.minimumGroup })}{' '}
                  {report.withheld && !groups.some((one) => one.smaller)
                    ? t('coverage.withheld', { count: report.withheld })
                    : null}
                </p>
              </Section>
              <Flows flows={report.flows} minimum={report.minimumGroup} query={query} />
              <Values values={report.values} query={query} />
              <Section
                title={t('recognition.all')}
                aside={<Downloads name="public-kudos" query={`days=${days}`} />}
              >
                <p className={classes.hint}>{t('recognition.allExplain')}</p>
              </Section>
            </Stack>
          );
        }}
      </Query>
    </Stack>
  );
}

function useNumbers() {
  const { t } = useTranslation('reports');
  const { locale } = useDates();
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return {
    t,
    percent: (value: number) => t('recognition.percent', { value: whole.format(value) }),
    one: (value: number) => one.format(value),
    two: (value: number) => two.format(value),
    percents: (low: number, high: number) =>
      t('recognition.percents', { low: whole.format(low), high: whole.format(high) }),
    range: (low: string, high: string) => t('recognition.range', { low, high }),
  };
}

interface GroupsProps {
  groups: readonly Group[];
  company: Group | null;
  first: string;
}

function Groups({ groups, company, first }: GroupsProps) {
  const { t } = useTranslation('reports');
  return (
    <Table
      label={t('recognition.table')}
      columns={[
        first,
        t('coverage.people'),
        t('recognition.tookPart'),
        t('recognition.gave'),
        t('recognition.received'),
        t('recognition.gini'),
      ]}
    >
      <tbody>
        {groups.map((group) => (
          <GroupRow key={group.label} group={group} name={group.label} />
        ))}
      </tbody>
      {company ? (
        <tfoot>
          <GroupRow group={company} name={t('coverage.company')} />
        </tfoot>
      ) : null}
    </Table>
  );
}

function GroupRow({ group, name }: { group: Group; name: string }) {
  const { two, range } = useNumbers();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={classes.numeric}>{group.people}</td>
      {([group.participation, group.gave, group.received] as const).map((masked, index) => (
        <td key={index} className={classes.numeric}>
          <ShareCell share={unmask(ShareFragment, masked)} />
        </td>
      ))}
      <td className={classes.numeric}>
        {group.gini ? (
          <>
            <strong>{two(group.gini.value)}</strong>
            <br />
            <span className={classes.quiet}>{range(two(group.gini.low), two(group.gini.high))}</span>
          </>
        ) : (
          <span className={classes.quiet}>–</span>
        )}
      </td>
    </tr>
  );
}

function ShareCell({ share }: { share: Share }) {
  const { percent, percents } = useNumbers();
  return (
    <>
      <strong>{percent(share.share)}</strong>{' '}
      <span className={classes.quiet}>{percents(share.low, share.high)}</span>
      <Bar share={share.share / 100} />
    </>
  );
}

interface Flow {
  from: string;
  to: string;
  kudos: number;
  perTen: { value: number; low: number; high: number };
}

interface FlowsProps {
  flows: readonly Flow[];
  minimum: number;
  query: string;
}

function Flows({ flows, minimum, query }: FlowsProps) {
  const { t, one, range } = useNumbers();
  return (
    <Section
      title={t('recognition.flows')}
      aside={
        flows.length > 0 ? <Downloads name="recognition-flows" query={query} forms={['csv']} /> : null
      }
    >
      <p className={classes.hint}>{t('recognition.flowsExplain', { count: minimum })}</p>
      {flows.length === 0 ? (
        <p className={classes.hint}>{t('recognition.flowsNone')}</p>
      ) : (
        <Table
          label={t('recognition.flows')}
          columns={[
            t('recognition.from'),
            t('recognition.to'),
            t('recognition.kudos'),
            t('recognition.perTen'),
          ]}
        >
          <tbody>
            {flows.map((flow) => (
              <tr key={`${flow.from}>${flow.to}`}>
                <th scope="row">{flow.from}</th>
                <td className={classes.numeric}>{flow.to}</td>
                <td className={classes.numeric}>{flow.kudos}</td>
                <td className={classes.numeric}>
                  <strong>{one(flow.perTen.value)}</strong>{' '}
                  <span className={classes.quiet}>
                    {range(one(flow.perTen.low), one(flow.perTen.high))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

interface ValueUse {
  kudos: number;
  share: FragmentType<typeof ShareFragment>;
  value: { id: string; name: string; color: string; icon: string };
  departments: readonly { label: string; kudos?: number | null }[];
}

function Values({ values, query }: { values: readonly ValueUse[]; query: string }) {
  const { t, percent, percents } = useNumbers();
  const labels = values[0]?.departments.map((one) => one.label) ?? [];
  return (
    <Section
      title={t('recognition.values')}
      aside={
        values.length > 0 ? <Downloads name="recognition-values" query={query} forms={['csv']} /> : null
      }
    >
      <p className={classes.hint}>{t('recognition.valuesExplain')}</p>
      {values.length === 0 ? (
        <p className={classes.hint}>{t('recognition.valuesNone')}</p>
      ) : (
        <Table
          label={t('recognition.values')}
          columns={[t('recognition.value'), t('recognition.ofAll'), ...labels]}
        >
          <tbody>
            {values.map((use) => {
              const share = unmask(ShareFragment, use.share);
              return (
                <tr key={use.value.id}>
                  <th scope="row">
                    <ValueChip value={use.value} />
                  </th>
                  <td className={classes.numeric}>
                    <strong>{percent(share.share)}</strong>{' '}
                    <span className={classes.quiet}>
                      {percents(share.low, share.high)}
                    </span>
                    <Bar share={share.share / 100} />
                  </td>
                  {use.departments.map((cell) => (
                    <td key={cell.label} className={classes.numeric}>
                      {cell.kudos ?? (
                        <span className={classes.quiet} aria-label={t('gaps.tooFew')}>
                          –
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
