import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime, useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import type { TeamLine } from './TeamOverview';
import classes from './team.module.css';

const ProfileQuery = graphql(`
  query SideBySideProfile($id: ID!) {
    person(id: $id) {
      id
      competencyProfile {
        lines {
          expectedRank
          selfRank
          managerRank
          competency {
            id
            name
          }
        }
      }
    }
  }
`);

/** Some people of one's team next to each other; what is not known of one stays empty. */
export function SideBySide({ lines }: { lines: readonly TeamLine[] }) {
  const { t } = useTranslation('team');
  return (
    <Section title={t('sideBySide')}>
      <p className={classes.hint}>{t('sideBySideHint')}</p>
      <div className={classes.columns} tabIndex={0} role="group" aria-label={t('sideBySide')}>
        {lines.map((line) => (
          <Column key={line.person.id} line={line} />
        ))}
      </div>
    </Section>
  );
}

function Column({ line }: { line: TeamLine }) {
  const { t } = useTranslation('team');
  const dates = useDates();
  const nothing = <span className={classes.quiet}>–</span>;
  return (
    <article className={classes.column} aria-label={line.person.name}>
      <PersonLine person={line.person} note={line.placement?.level.name ?? t('noLevel')} />
      <dl className={classes.facts2}>
        <Fact label={t('row.plan')}>
          {line.plan ? <Link to={paths.plan(line.plan.id)}>{line.plan.title}</Link> : nothing}
        </Fact>
        <Fact label={t('row.progress')}>
          {line.progress == null ? nothing : t('progress', { percent: line.progress })}
        </Fact>
        <Fact label={t('row.goals')}>
          {line.plan ? t('goals', { open: line.goalsOpen, done: line.goalsDone }) : nothing}
        </Fact>
        <Fact label={t('row.checkIn')}>
          {line.lastCheckInAt ? <RelativeTime at={line.lastCheckInAt} /> : nothing}
        </Fact>
        <Fact label={t('row.due')}>{line.nextDueOn ? dates.nearDate(line.nextDueOn) : nothing}</Fact>
        <Fact label={t('row.assessed')}>
          {line.lastAssessedAt ? <RelativeTime at={line.lastAssessedAt} /> : nothing}
        </Fact>
        <Fact label={t('row.skills')}>
          {line.skillsMissing > 0 ? t('skillsMissing', { count: line.skillsMissing }) : nothing}
        </Fact>
      </dl>
      <Profile personId={line.person.id} />
    </article>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Expected and seen from both sides, competency by competency; three numbers, never one. */
function Profile({ personId }: { personId: string }) {
  const { t } = useTranslation('team');
  const [{ data }] = useQuery({ query: ProfileQuery, variables: { id: personId } });
  const lines = data?.person?.competencyProfile?.lines ?? [];
  if (lines.length === 0) return <p className={classes.hint}>{t('neverAssessed')}</p>;
  const say = (rank: number | null | undefined) => (rank == null ? '–' : String(rank));
  return (
    <table className={classes.profile}>
      <thead>
        <tr>
          <th scope="col">{t('row.competency')}</th>
          <th scope="col">{t('row.expected')}</th>
          <th scope="col">{t('row.self')}</th>
          <th scope="col">{t('row.manager')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((one) => (
          <tr key={one.competency.id}>
            <th scope="row">{one.competency.name}</th>
            <td>{one.expectedRank}</td>
            <td>{say(one.selfRank)}</td>
            <td data-below={(one.managerRank != null && one.managerRank < one.expectedRank) || undefined}>
              {say(one.managerRank)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
