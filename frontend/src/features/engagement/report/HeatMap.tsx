import { NativeSelect } from '@mantine/core';
import { IconCaretDownFilled, IconCaretUpFilled, IconLayoutGrid } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import type { SegmentKind } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { useSurveyNames } from '../shared/names';
import { ChartAndTable } from './charts/ChartAndTable';
import { Numeric, Table } from './charts/Table';
import { HiddenCell } from './Hidden';
import classes from './report.module.css';
import { useNumbers } from './useNumbers';
import { CellFragment, GroupFragment, type ReportCell, type ReportGroup } from './wire';

const SurveyHeatMapQuery = graphql(`
  query SurveyHeatMap($waveId: ID!, $segment: SegmentKind!) {
    surveyHeatMap(waveId: $waveId, segment: $segment) {
      drivers {
        id
        name
      }
      rows {
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
  }
`);

interface Row {
  group: ReportGroup;
  cells: readonly ReportCell[];
}

interface HeatMapProps {
  waveId: string;
  /** Those that were promised; the first is shown first. */
  segments: readonly SegmentKind[];
}

/** Each group of a segment under each driver: where it is well, and where it is not. */
export function HeatMap({ waveId, segments }: HeatMapProps) {
  const { t } = useTranslation('survey_reports');
  const [search, setSearch] = useSearchParams();
  const segment = segments.find((one) => one === search.get('segment')) ?? segments[0] ?? 'DEPARTMENT';
  const result = useQuery({ query: SurveyHeatMapQuery, variables: { waveId, segment } });
  return (
    <Section title={t('part.heat-map')}>
      <p className={classes.hint}>{t('heat.explain')}</p>
      <Query result={result}>
        {({ surveyHeatMap: map }) => {
          if (!map) return <NotThere />;
          const rows = map.rows.map((row) => ({
            group: unmask(GroupFragment, row.group),
            cells: unmask(CellFragment, row.cells),
          }));
          return (
            <ChartAndTable
              name="heat"
              label={t('part.heat-map')}
              choices={
                <SegmentChoice
                  segments={segments}
                  value={segment}
                  onChange={(value) => {
                    const next = new URLSearchParams(search);
                    next.set('segment', value);
                    setSearch(next, { replace: true });
                  }}
                />
              }
              chart={
                rows.length === 0 ? (
                  <EmptyState
                    icon={<IconLayoutGrid size={32} stroke={1.5} />}
                    title={t('heat.none')}
                    example={t('heat.noneExample')}
                  />
                ) : (
                  <Map waveId={waveId} drivers={map.drivers} rows={rows} />
                )
              }
              table={<Numbers drivers={map.drivers} rows={rows} />}
            />
          );
        }}
      </Query>
    </Section>
  );
}

interface SegmentChoiceProps {
  segments: readonly SegmentKind[];
  value: SegmentKind;
  onChange: (value: SegmentKind) => void;
}

export function SegmentChoice({ segments, value, onChange }: SegmentChoiceProps) {
  const { t } = useTranslation('survey_reports');
  const names = useSurveyNames();
  return (
    <NativeSelect
      size="md"
      label={t('by')}
      value={value}
      onChange={(event) => {
        const chosen = segments.find((one) => one === event.currentTarget.value);
        if (chosen) onChange(chosen);
      }}
      data={segments.map((one) => ({ value: one, label: names.segment(one) }))}
    />
  );
}

interface MapProps {
  waveId: string;
  drivers: readonly { id: string; name: string }[];
  rows: readonly Row[];
}

function Map({ waveId, drivers, rows }: MapProps) {
  const { t } = useTranslation('survey_reports');
  return (
    <>
      <div className={classes.mapBox} tabIndex={0} role="group" aria-label={t('part.heat-map')}>
        <table className={classes.map}>
          <thead>
            <tr>
              <th scope="col">{t('heat.group')}</th>
              {drivers.map((driver) => (
                <th key={driver.id} scope="col">
                  {driver.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.group.key}>
                <th scope="row" data-depth={Math.min(row.group.depth, 4)}>
                  <Link to={paths.surveyReportPart(waveId, '', row.group.key)}>{row.group.label}</Link>
                  <GroupNote group={row.group} />
                </th>
                {row.group.shown === 'HIDDEN' && row.cells.every((cell) => cell.reason !== null) ? (
                  <td colSpan={drivers.length}>
                    <WholeRowHidden group={row.group} />
                  </td>
                ) : (
                  drivers.map((driver) => {
                    const cell = row.cells.find((one) => one.subjectId === driver.id);
                    return (
                      <td key={driver.id}>
                        <HeatCell cell={cell ?? null} ofEverybody={row.group.kind === 'COMPANY'} />
                      </td>
                    );
                  })
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.hint}>{t('heat.legend')}</p>
      <ul className={classes.scale} aria-label={t('heat.scale')}>
        {STEPS.map((from, step) => (
          <li key={from} data-step={step}>
            {step === 0
              ? t('heat.under', { value: STEPS[1] })
              : step === STEPS.length - 1
                ? t('heat.over', { value: from })
                : t('range', { from, until: STEPS[step + 1] })}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where each tone begins, on the scale of 0 to 100. */
const STEPS = [0, 45, 55, 65, 75, 85] as const;

export function stepOf(mean: number): number {
  return STEPS.findLastIndex((from) => mean >= from);
}

/** One figure as a tone, its number, its interval and of how many. The tone says nothing the number does not. */
export function HeatCell({ cell, ofEverybody }: { cell: ReportCell | null; ofEverybody: boolean }) {
  const { t, meanOf, smallOf } = useNumbers();
  if (!cell) return <span className={classes.quiet}>–</span>;
  if (cell.mean === null) {
    return <HiddenCell reason={cell.reason} reasonText={cell.reasonText} />;
  }
  const differs = !ofEverybody && cell.companyDifferent && cell.company !== null;
  const above = differs && cell.company !== null && cell.mean > cell.company;
  return (
    <span className={classes.heat} data-step={stepOf(cell.mean)}>
      <span className={classes.heatValue}>
        {differs ? (
          above ? (
            <IconCaretUpFilled size={14} aria-hidden="true" />
          ) : (
            <IconCaretDownFilled size={14} aria-hidden="true" />
          )
        ) : null}
        {meanOf(cell)}
        {differs ? (
          <span className={classes.heard}>{t(above ? 'heat.above' : 'heat.below')}</span>
        ) : null}
      </span>
      <span className={classes.heatSmall}>
        {smallOf(cell)}
      </span>
    </span>
  );
}

/** That only a part of the group's people are counted, where it is so. */
export function GroupNote({ group }: { group: ReportGroup }) {
  const { t } = useTranslation('survey_reports');
  if (group.shown !== 'PARTLY') return null;
  return (
    <span className={classes.groupNote} title={group.reasonText ?? undefined}>
      {t('partly.short')}
    </span>
  );
}

function WholeRowHidden({ group }: { group: ReportGroup }) {
  const { t } = useTranslation('survey_reports');
  return (
    <span className={classes.rowHidden}>
      {group.reasonText || t(group.reason ? `reason.${group.reason}` : 'reason.none')}{' '}
      {group.shownInLabel ? t('shownIn', { label: group.shownInLabel }) : null}
    </span>
  );
}

function Numbers({ drivers, rows }: Omit<MapProps, 'waveId'>) {
  const { t, meanOf, meanRange, nShort } = useNumbers();
  const columns = [t('heat.group'), t('heat.driver'), t('mean'), t('column.meanInterval'), t('column.n')];
  return (
    <Table label={t('part.heat-map')} columns={columns}>
      {rows.flatMap((row) =>
        drivers.map((driver) => {
          const cell = row.cells.find((one) => one.subjectId === driver.id);
          return (
            <tr key={`${row.group.key} ${driver.id}`}>
              <th scope="row">{row.group.label}</th>
              <Numeric>{driver.name}</Numeric>
              {!cell || cell.mean === null ? (
                <td colSpan={3}>
                  <HiddenCell
                    reason={cell?.reason ?? row.group.reason}
                    reasonText={cell?.reasonText ?? row.group.reasonText}
                  />
                </td>
              ) : (
                <>
                  <Numeric>{meanOf(cell)}</Numeric>
                  <Numeric>{meanRange(cell)}</Numeric>
                  <Numeric>{nShort(cell.n)}</Numeric>
                </>
              )}
            </tr>
          );
        }),
      )}
    </Table>
  );
}
