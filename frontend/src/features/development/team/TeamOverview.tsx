import { Button, Checkbox } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { RelativeTime, useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { SideBySide } from './SideBySide';
import classes from './team.module.css';

const TeamDevelopmentQuery = graphql(`
  query TeamDevelopment {
    viewer {
      teamDevelopment {
        withPlan
        quiet
        expired
        certificatesExpiring
        assessedPast12Months
        people {
          ...TeamOverview_line
        }
      }
    }
  }
`);

const LineFragment = graphql(`
  fragment TeamOverview_line on TeamDevelopmentLine {
    planState
    quietDays
    goalsOpen
    goalsAtRisk
    goalsDone
    progress
    lastCheckInAt
    lastAssessedAt
    skillsMissing
    certificatesExpiring
    nextDueOn
    person {
      id
      name
      ...PersonLine_person
    }
    placement {
      level {
        id
        name
      }
    }
    plan {
      id
      title
      quiet
    }
    largestGaps {
      gap
      competency {
        id
        name
      }
    }
  }
`);

export type TeamLine = DocumentType<typeof LineFragment>;

const MOST = 4;

interface TeamOverviewProps {
  /** Begins a plan for one of the team. */
  onDraft: (personId: string) => void;
}

/** How the development of each direct report stands, and several of them side by side. */
export function TeamOverview({ onDraft }: TeamOverviewProps) {
  const { t } = useTranslation('team');
  const result = useQuery({ query: TeamDevelopmentQuery });
  const [search, setSearch] = useSearchParams();
  const chosen = (search.get('compare') ?? '').split(',').filter((one) => one !== '');
  const choose = (ids: readonly string[]) => {
    const next = new URLSearchParams(search);
    if (ids.length > 0) next.set('compare', ids.join(','));
    else next.delete('compare');
    setSearch(next, { replace: true });
  };
  return (
    <Query result={result}>
      {({ viewer }) => {
        const team = viewer?.teamDevelopment;
        if (!team) {
          return (
            <EmptyState
              icon={<IconUsersGroup size={32} stroke={1.5} />}
              title={t('none')}
              example={t('noneExample')}
            />
          );
        }
        const lines = unmask(LineFragment, team.people);
        const compared = lines.filter((line) => chosen.includes(line.person.id));
        return (
          <Stack gap={24}>
            <ul className={classes.figures}>
              {(
                [
                  ['withPlan', team.withPlan],
                  ['quiet', team.quiet],
                  ['expired', team.expired],
                  ['assessed', team.assessedPast12Months],
                  ['certificates', team.certificatesExpiring],
                ] as const
              ).map(([name, count]) => (
                <li key={name} className={classes.figure} data-zero={count === 0 || undefined}>
                  <span className={classes.number}>{count}</span>
                  <span>{t(`figure.${name}`, { count, people: lines.length })}</span>
                </li>
              ))}
            </ul>
            <Section
              title={t('people')}
              aside={
                compared.length > 0 ? (
                  <Button variant="default" onClick={() => choose([])}>
                    {t('compareNone')}
                  </Button>
                ) : null
              }
            >
              <ul className={classes.lines}>
                {lines.map((line) => (
                  <Line
                    key={line.person.id}
                    line={line}
                    chosen={chosen.includes(line.person.id)}
                    full={chosen.length >= MOST}
                    onChoose={(on) =>
                      choose(
                        on
                          ? [...chosen, line.person.id]
                          : chosen.filter((one) => one !== line.person.id),
                      )
                    }
                    onDraft={onDraft}
                  />
                ))}
              </ul>
            </Section>
            {compared.length > 1 ? <SideBySide lines={compared} /> : null}
            {compared.length === 1 ? <p className={classes.hint}>{t('chooseAnother')}</p> : null}
          </Stack>
        );
      }}
    </Query>
  );
}

interface LineProps {
  line: TeamLine;
  chosen: boolean;
  full: boolean;
  onChoose: (on: boolean) => void;
  onDraft: (personId: string) => void;
}

function Line({ line, chosen, full, onChoose, onDraft }: LineProps) {
  const { t } = useTranslation('team');
  const dates = useDates();
  const { person, plan } = line;
  const today = calendarDate(new Date(), dates.zone);
  return (
    <li className={classes.line}>
      <div className={classes.who}>
        <PersonLine person={person} note={line.placement?.level.name ?? t('noLevel')} />
      </div>
      <div className={classes.plan}>
        {plan ? (
          <>
            <Link className={classes.name} to={paths.plan(plan.id)}>
              {plan.title}
            </Link>
            <span className={classes.facts}>
              {line.planState === 'EXPIRED' ? (
                <span className={classes.warn}>{t('planOver')}</span>
              ) : plan.quiet ? (
                <span className={classes.warn}>{t('quietFor', { count: line.quietDays ?? 0 })}</span>
              ) : null}
              {line.progress != null ? <span>{t('progress', { percent: line.progress })}</span> : null}
              <span>{t('goals', { open: line.goalsOpen, done: line.goalsDone })}</span>
              {line.goalsAtRisk > 0 ? (
                <span className={classes.warn}>{t('atRisk', { count: line.goalsAtRisk })}</span>
              ) : null}
              {line.lastCheckInAt ? (
                <span className={classes.quiet}>
                  {t('lastCheckIn')} <RelativeTime at={line.lastCheckInAt} />
                </span>
              ) : null}
              {line.nextDueOn ? (
                <span className={line.nextDueOn < today ? classes.warn : classes.quiet}>
                  {t(line.nextDueOn < today ? 'wasDue' : 'nextDue', {
                    day: dates.nearDate(line.nextDueOn),
                  })}
                </span>
              ) : null}
            </span>
          </>
        ) : (
          <>
            <span className={classes.quiet}>{t('noPlan')}</span>
            <Button variant="light" onClick={() => onDraft(person.id)}>
              {t('draft')}
            </Button>
          </>
        )}
        <span className={classes.facts}>
          <Link to={paths.competenciesOf(person.id)}>
            {line.lastAssessedAt ? t('competencies') : t('neverAssessed')}
          </Link>
          {line.largestGaps.map((one) => (
            <span key={one.competency.id} className={classes.tag}>
              {t('gap', { competency: one.competency.name, count: one.gap })}
            </span>
          ))}
          {line.skillsMissing > 0 ? (
            <span className={classes.tag}>{t('skillsMissing', { count: line.skillsMissing })}</span>
          ) : null}
          {line.certificatesExpiring > 0 ? (
            <span className={classes.tag}>
              {t('certificates', { count: line.certificatesExpiring })}
            </span>
          ) : null}
        </span>
      </div>
      <Checkbox
        className={classes.choose ?? ''}
        label={t('compare')}
        aria-label={t('compareOne', { name: person.name })}
        checked={chosen}
        disabled={!chosen && full}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
    </li>
  );
}
