import { NativeSelect, Switch } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import type { SegmentKind } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { useSurveyNames } from '../shared/names';
import { ChartAndTable } from './charts/ChartAndTable';
import { drawnInterval, IntervalBar } from './charts/IntervalBar';
import { Numeric, Table } from './charts/Table';
import type { Whole } from './FigureLine';
import { GroupNote, HeatCell, SegmentChoice } from './HeatMap';
import { Hidden, HiddenCell } from './Hidden';
import classes from './report.module.css';
import { useNumbers } from './useNumbers';
import { CellFragment, GroupFragment, type ReportCell, type ReportGroup } from './wire';

const SurveyBreakdownQuery = graphql(`
  query SurveyBreakdown(
    $waveId: ID!
    $subjectKind: SurveySubjectKind!
    $subjectId: ID!
    $segment: SegmentKind!
    $by: SegmentKind
  ) {
    surveyBreakdown(
      waveId: $waveId
      subjectKind: $subjectKind
      subjectId: $subjectId
      segment: $segment
      by: $by
    ) {
      group {
        key
        ...ReportGroup_group
      }
      cells {
        subjectId
        ...ReportCell_figure
      }
    }
  }
`);

export interface Line {
  group: ReportGroup;
  cell: ReportCell | null;
}

interface BreakdownProps {
  waveId: string;
  segments: readonly SegmentKind[];
  figures: readonly Whole[];
}

const WORDS = new Set(['TEXT', 'SINGLE_CHOICE', 'MULTIPLE_CHOICE']);

/** One figure in every group of a segment, or of the one pair of segments that was promised. */
export function Breakdown({ waveId, segments, figures }: BreakdownProps) {
  const { t } = useTranslation('survey_reports');
  const names = useSurveyNames();
  const [search, setSearch] = useSearchParams();
  const measured = figures.filter((one) => one.kind === null || !WORDS.has(one.kind));
  const keyOf = (one: Whole) => `${one.subjectKind}:${one.subjectId}`;
  const subject = measured.find((one) => keyOf(one) === search.get('of')) ?? measured[0];
  const [first, second] = segments;
  const segment = segments.find((one) => one === search.get('segment')) ?? first;
  const paired = second !== undefined && segment === first && search.has('pair');
  const [result, execute] = useQuery({
    query: SurveyBreakdownQuery,
    variables: {
      waveId,
      subjectKind: subject?.subjectKind ?? 'OUTCOME',
      subjectId: subject?.subjectId ?? '',
      segment: segment ?? 'DEPARTMENT',
      by: paired ? second : null,
    },
    pause: !subject || !segment,
  });
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value === null) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };

  if (!subject || !segment) {
    return <EmptyState title={t('heat.none')} example={t('heat.noneExample')} />;
  }
  return (
    <Section title={t('part.breakdown')}>
      <div className={classes.choices} data-no-print>
        <NativeSelect
          size="md"
          label={t('breakdown.of')}
          value={keyOf(subject)}
          onChange={(event) => set('of', event.currentTarget.value)}
          data={(['OUTCOME', 'DRIVER', 'QUESTION'] as const)
            .map((kind) => ({
              group: t(`subject.${kind}`),
              items: measured
                .filter((one) => one.subjectKind === kind)
                .map((one) => ({ value: keyOf(one), label: one.cell.label })),
            }))
            .filter((one) => one.items.length > 0)}
        />
        <SegmentChoice
          segments={segments}
          value={segment}
          onChange={(value) => set('segment', value)}
        />
        {second !== undefined && segment === first ? (
          <Switch
            size="md"
            label={t('breakdown.pair', { segment: names.segment(second) })}
            checked={paired}
            onChange={(event) => set('pair', event.currentTarget.checked ? '' : null)}
          />
        ) : null}
      </div>
      <Query result={[result, execute]}>
        {({ surveyBreakdown }) => {
          const lines: Line[] = surveyBreakdown.map((row) => ({
            group: unmask(GroupFragment, row.group),
            cell: unmask(CellFragment, row.cells)[0] ?? null,
          }));
          const crossed = lines.filter((one) => one.group.parts.length === 2);
          // A table of nothing but "hidden" tells nothing: it is said once, for all of them.
          if (lines.length === 0 || (paired && !crossed.some((one) => one.cell?.mean != null))) {
            return (
              <EmptyState
                icon={<IconChartBar size={32} stroke={1.5} />}
                title={t('heat.none')}
                example={t('heat.noneExample')}
              />
            );
          }
          return (
            <>
              <h3 className={classes.partTitle}>{subject.cell.label}</h3>
              <p className={classes.hint}>{paired ? t('heat.legend') : t('legend.company')}</p>
              <ChartAndTable
                name="breakdown"
                label={subject.cell.label}
                chart={
                  paired ? (
                    <Pairs lines={lines} label={subject.cell.label} />
                  ) : (
                    <Bars waveId={waveId} lines={lines} />
                  )
                }
                table={<Numbers lines={lines} label={subject.cell.label} />}
              />
            </>
          );
        }}
      </Query>
    </Section>
  );
}

function Bars({ waveId, lines }: { waveId: string; lines: readonly Line[] }) {
  const { meanOf, smallOf } = useNumbers();
  return (
    <ul className={classes.bars}>
      {lines.map(({ group, cell }) => (
        <li key={group.key} className={classes.barLine} data-depth={Math.min(group.depth, 4)}>
          <span className={classes.barName}>
            <Link to={paths.surveyReportPart(waveId, '', group.key)}>{group.label}</Link>
            <GroupNote group={group} />
          </span>
          {!cell || cell.mean === null ? (
            <Hidden
              reason={cell?.reason ?? group.reason}
              reasonText={cell?.reasonText ?? group.reasonText}
            />
          ) : (
            <>
              <IntervalBar
                value={cell.mean}
                {...drawnInterval(cell)}
                company={group.kind === 'COMPANY' ? null : cell.company}
              />
              <span className={classes.barNumbers}>
                <strong>{meanOf(cell)}</strong>{' '}
                <span className={classes.quiet}>
                  {smallOf(cell)}
                </span>
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Two segments crossed: the first down, the second across. */
function Pairs({ lines, label }: { lines: readonly Line[]; label: string }) {
  const { t } = useTranslation('survey_reports');
  const { rows, columns, at } = crossed(lines);
  return (
    <div className={classes.mapBox} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.map}>
        <thead>
          <tr>
            <th scope="col">{t('heat.group')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column) => {
                const line = at(row, column);
                return (
                  <td key={column}>
                    {line && (line.cell === null || line.cell.mean === null) ? (
                      <HiddenCell
                        reason={line.cell?.reason ?? line.group.reason}
                        reasonText={line.cell?.reasonText ?? line.group.reasonText}
                      />
                    ) : (
                      <HeatCell cell={line?.cell ?? null} ofEverybody={false} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Lines about two segments as a table: the first segment's values down, the second's across. */
export function crossed(lines: readonly Line[]) {
  const pairs = lines.filter((one) => one.group.parts.length === 2);
  const named = (index: number) => [...new Set(pairs.map((one) => one.group.parts[index]?.label ?? ''))];
  return {
    rows: named(0),
    columns: named(1),
    at: (row: string, column: string) =>
      pairs.find((one) => one.group.parts[0]?.label === row && one.group.parts[1]?.label === column) ??
      null,
  };
}

function Numbers({ lines, label }: { lines: readonly Line[]; label: string }) {
  const numbers = useNumbers();
  const { t, mean } = numbers;
  const columns = [
    t('heat.group'),
    t('column.n'),
    t('mean'),
    t('column.meanInterval'),
    t('favourable'),
    t('column.favourableInterval'),
    t('column.company'),
  ];
  return (
    <Table label={label} columns={columns}>
      {lines.map(({ group, cell }) => (
        <tr key={group.key}>
          <th scope="row">
            {group.label}
            <GroupNote group={group} />
          </th>
          {!cell || cell.mean === null ? (
            <td colSpan={columns.length - 1}>
              <HiddenCell
                reason={cell?.reason ?? group.reason}
                reasonText={cell?.reasonText ?? group.reasonText}
              />
            </td>
          ) : (
            <>
              <Numeric>{numbers.nShort(cell.n)}</Numeric>
              <Numeric>{numbers.meanOf(cell)}</Numeric>
              <Numeric>{numbers.meanRange(cell)}</Numeric>
              <Numeric>{numbers.favourableOf(cell)}</Numeric>
              <Numeric>{numbers.favourableRange(cell)}</Numeric>
              <Numeric>{cell.company === null ? null : mean(cell.company)}</Numeric>
            </>
          )}
        </tr>
      ))}
    </Table>
  );
}
