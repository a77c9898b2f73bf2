import { Button, NativeSelect } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import { ChangeMark } from './ChangeMark';
import { ChartAndTable } from './charts/ChartAndTable';
import { drawnInterval, IntervalBar } from './charts/IntervalBar';
import { FigureLine, type Whole } from './FigureLine';
import { FigureTable } from './FigureTable';
import { Hidden } from './Hidden';
import classes from './report.module.css';
import { useNumbers } from './useNumbers';
import type { ReportGroup } from './wire';

const ORDERS = ['asked', 'lowest', 'highest', 'changed'] as const;
type Order = (typeof ORDERS)[number];

interface OverviewProps {
  waveId: string;
  group: ReportGroup;
  figures: readonly Whole[];
  wordGroup: number;
  /** For whom the viewer may make a plan: a department, or null for everybody; undefined for nobody. */
  planFor: string | null | undefined;
}

/** How a group stands: the outcome, each driver, each question. */
export function Overview({ waveId, group, figures, wordGroup, planFor }: OverviewProps) {
  const { t } = useTranslation('survey_reports');
  const [search, setSearch] = useSearchParams();
  const order = ORDERS.find((one) => one === search.get('order')) ?? 'asked';
  const outcome = figures.filter((one) => one.subjectKind === 'OUTCOME');
  const drivers = figures.filter((one) => one.subjectKind === 'DRIVER');
  const questions = sorted(
    figures.filter((one) => one.subjectKind === 'QUESTION'),
    order,
  );
  const ofEverybody = group.kind === 'COMPANY';

  return (
    <>
      <KeyFigures group={group} figures={[...outcome, ...figures.filter((one) => one.subjectKind !== 'OUTCOME')]} />
      {drivers.length > 0 ? (
        <Section
          title={t('drivers.title')}
          aside={
            planFor !== undefined ? (
              <Button
                component={Link}
                to={paths.newActionPlan(waveId, planFor)}
                leftSection={<IconClipboardList size={18} stroke={1.7} aria-hidden="true" />}
                data-no-print
              >
                {t('plan')}
              </Button>
            ) : null
          }
        >
          <p className={classes.hint}>{ofEverybody ? t('legend') : t('legend.company')}</p>
          <ChartAndTable
            name="drivers"
            label={t('drivers.title')}
            chart={
              <ul className={classes.figures}>
                {drivers.map((one) => (
                  <FigureLine
                    key={one.subjectId}
                    figure={one}
                    wordGroup={wordGroup}
                    ofEverybody={ofEverybody}
                  />
                ))}
              </ul>
            }
            table={<FigureTable label={t('drivers.title')} figures={drivers} />}
          />
        </Section>
      ) : null}
      {questions.length > 0 ? (
        <Section title={t('questions.title')}>
          {group.words ? <p className={classes.hint}>{t('questions.legend')}</p> : null}
          <ChartAndTable
            name="questions"
            label={t('questions.title')}
            choices={
              <NativeSelect
                size="md"
                label={t('order')}
                value={order}
                onChange={(event) => {
                  const next = new URLSearchParams(search);
                  next.set('order', event.currentTarget.value);
                  setSearch(next, { replace: true });
                }}
                data={ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
              />
            }
            chart={
              order === 'asked' ? (
                byDriver(questions).map((part) => (
                  <div key={part.key} className={classes.part}>
                    <h3 className={classes.partTitle}>{part.name ?? t('questions.other')}</h3>
                    <Lines figures={part.figures} wordGroup={wordGroup} ofEverybody={ofEverybody} />
                  </div>
                ))
              ) : (
                <Lines figures={questions} wordGroup={wordGroup} ofEverybody={ofEverybody} />
              )
            }
            table={<FigureTable label={t('questions.title')} figures={questions} />}
          />
        </Section>
      ) : null}
    </>
  );
}

interface LinesProps {
  figures: readonly Whole[];
  wordGroup: number;
  ofEverybody: boolean;
}

function Lines({ figures, wordGroup, ofEverybody }: LinesProps) {
  return (
    <ul className={classes.figures}>
      {figures.map((one) => (
        <FigureLine key={one.subjectId} figure={one} wordGroup={wordGroup} ofEverybody={ofEverybody} />
      ))}
    </ul>
  );
}

/** Few numbers, large: how many answered, the outcome, whether people would recommend. */
function KeyFigures({ group, figures }: { group: ReportGroup; figures: readonly Whole[] }) {
  const numbers = useNumbers();
  const { t, whole, span, meanOf, meanRange } = numbers;
  const outcome = figures.find((one) => one.subjectKind === 'OUTCOME');
  const enps = figures.find((one) => one.enps !== null);
  return (
    <ul className={classes.tiles} aria-label={t('key')}>
      {group.rate ? (
        <li className={classes.tile}>
          <span className={classes.tileName}>{t('rate')}</span>
          <span className={classes.tileValue}>{group.rate.text}</span>
          {group.answered !== null && group.invited !== null ? (
            <span className={classes.quiet}>
              {t('answeredOf', {
                count: group.invited,
                answered: whole(group.answered),
                asked: whole(group.invited),
              })}
            </span>
          ) : null}
        </li>
      ) : null}
      {outcome ? (
        <li className={classes.tile}>
          <span className={classes.tileName}>{outcome.cell.label}</span>
          {outcome.cell.mean === null ? (
            <Hidden reason={outcome.cell.reason} reasonText={outcome.cell.reasonText} />
          ) : (
            <>
              <span className={classes.tileValue}>{meanOf(outcome.cell)}</span>
              <span className={classes.quiet}>
                {t(meanRange(outcome.cell) === null ? 'outOf100.bound' : 'outOf100', {
                  range: meanRange(outcome.cell),
                  n: numbers.nOf(outcome.cell.n),
                })}
              </span>
              <IntervalBar
                value={outcome.cell.mean}
                {...drawnInterval(outcome.cell)}
                company={group.kind === 'COMPANY' ? null : outcome.cell.company}
              />
              <ChangeMark change={outcome.change} />
            </>
          )}
        </li>
      ) : null}
      {enps && enps.enps !== null ? (
        <li className={classes.tile}>
          <span className={classes.tileName}>{t('enps')}</span>
          <span className={classes.tileValue}>{whole(enps.enps)}</span>
          <span className={classes.quiet}>
            {t('outOf200', {
              range: span(enps.enpsFrom, enps.enpsUntil),
              n: numbers.nOf(enps.sharesOf ?? enps.cell.n),
            })}
          </span>
          <span className={classes.quiet}>{t('enps.explain')}</span>
        </li>
      ) : null}
    </ul>
  );
}

/** What is not told stands last, whatever the order. */
export function sorted(figures: readonly Whole[], order: Order): readonly Whole[] {
  if (order === 'asked') return figures;
  const value = (one: Whole): number | null => {
    if (order !== 'changed') return one.cell.mean;
    return one.change ? Math.abs(one.change.difference) : null;
  };
  const sign = order === 'lowest' ? 1 : -1;
  return figures.toSorted((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}

interface Part {
  key: string;
  name: string | null;
  figures: Whole[];
}

/** Questions under their drivers, in the order in which they were asked. */
export function byDriver(figures: readonly Whole[]): Part[] {
  const parts = new Map<string, Part>();
  for (const one of figures) {
    const key = one.driver?.id ?? '';
    const part = parts.get(key) ?? { key, name: one.driver?.name ?? null, figures: [] };
    part.figures.push(one);
    parts.set(key, part);
  }
  return [...parts.values()];
}
