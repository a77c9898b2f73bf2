import { NativeSelect } from '@mantine/core';
import { IconChartArrows } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import { paths } from '@/lib/paths';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import { COVERAGE_BY } from './Coverage';
import { Downloads } from './Downloads';
import classes from './reports.module.css';
import { Table } from './Table';

const GapsQuery = graphql(`
  query CompetencyGaps($by: CoverageBy, $frameworkId: ID) {
    competencyFrameworks {
      id
      name
    }
    competencyGaps(by: $by, frameworkId: $frameworkId) {
      minimum
      withheld
      framework {
        id
        name
      }
      competencies {
        id
        name
      }
      groups {
        key
        name
        people
        cells {
          competencyIndex
          people
          selfGap
          managerGap
          belowShare
        }
      }
    }
  }
`);

/** How far people are from what their level asks, by competency and group; for HR. */
export function Gaps() {
  const { t } = useTranslation('reports');
  const [search, setSearch] = useSearchParams();
  const asked = search.get('by');
  const by = COVERAGE_BY.find((one) => one === asked) ?? null;
  const frameworkId = search.get('framework');
  const result = useQuery({ query: GapsQuery, variables: { by, frameworkId } });
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const query = new URLSearchParams({
    ...(by ? { by: by.toLowerCase() } : {}),
    ...(frameworkId ? { frameworkId } : {}),
  }).toString();
  return (
    <Query result={result}>
      {({ competencyGaps: report, competencyFrameworks }) => {
        if (!report) return <NotThere />;
        const framework = report.framework;
        return (
          <Stack>
            <div className={classes.filters}>
              <NativeSelect
                label={t('gaps.framework')}
                value={framework?.id ?? ''}
                onChange={(event) => set('framework', event.currentTarget.value)}
                data={competencyFrameworks.map((one) => ({ value: one.id, label: one.name }))}
              />
              <NativeSelect
                label={t('coverage.by')}
                value={by ?? ''}
                onChange={(event) => set('by', event.currentTarget.value)}
                data={[
                  { value: '', label: t('gaps.company') },
                  ...COVERAGE_BY.map((one) => ({ value: one, label: t(`coverage.by.${one}`) })),
                ]}
              />
            </div>
            <p className={classes.hint}>
              {framework ? (
                <>
                  <Link to={paths.framework(framework.id)}>{t('gaps.read')}</Link>
                  {' · '}
                </>
              ) : null}
              <Link to={paths.levels}>{t('gaps.levels')}</Link>
            </p>
            {report.groups.length === 0 ? (
              <EmptyState
                icon={<IconChartArrows size={32} stroke={1.5} />}
                title={t('gaps.none')}
                example={t('gaps.noneExample', { count: report.minimum })}
              />
            ) : (
              <Section
                title={t('gaps.title')}
                aside={<Downloads name="competency-gaps" query={query} />}
              >
                <p className={classes.hint}>{t('gaps.explain')}</p>
                <Table
                  label={t('gaps.title')}
                  columns={[
                    t('gaps.competency'),
                    ...report.groups.map((group) => t('gaps.group', { name: group.name, count: group.people })),
                  ]}
                >
                  <tbody>
                    {report.competencies.map((competency, index) => (
                      <tr key={competency.id}>
                        <th scope="row">{competency.name}</th>
                        {report.groups.map((group) => {
                          const cell = group.cells.find((one) => one.competencyIndex === index);
                          return (
                            <td key={group.key} className={classes.cell}>
                              {cell ? (
                                <Cell {...cell} />
                              ) : (
                                <span className={classes.quiet} aria-label={t('gaps.tooFew')}>
                                  –
                                </span>
                              )}
                            </td>
                          );
                        })}
                      </tr>
                    ))}
                  </tbody>
                </Table>
                <p className={classes.hint}>
                  {t('gaps.minimum', { count: report.minimum })}{' '}
                  {report.withheld ? t('coverage.withheld', { count: report.withheld }) : null}
                </p>
              </Section>
            )}
          </Stack>
        );
      }}
    </Query>
  );
}

interface CellProps {
  people: number;
  selfGap?: number | null;
  managerGap?: number | null;
  belowShare?: number | null;
}

/** Two gaps, apart, and how many are below: darker the more of them. */
function Cell({ people, selfGap, managerGap, belowShare }: CellProps) {
  const { t } = useTranslation('reports');
  const { locale } = useDates();
  const number = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const say = (value: number | null | undefined) => (value == null ? '–' : number.format(value));
  const depth = belowShare == null ? 0 : belowShare >= 0.6 ? 3 : belowShare >= 0.4 ? 2 : belowShare >= 0.2 ? 1 : 0;
  return (
    <span className={classes.gap} data-depth={depth}>
      <span>{t('gaps.self', { gap: say(selfGap) })}</span>
      <span>{t('gaps.manager', { gap: say(managerGap) })}</span>
      <span className={classes.quiet}>
        {belowShare == null
          ? t('gaps.people', { count: people })
          : t('gaps.below', { share: percent.format(belowShare), count: people })}
      </span>
    </span>
  );
}
