import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from '../development.module.css';
import { StatusMark, VisibilityMark } from '../Marks';
import { Measure } from '../Measure';

export const GoalLineFragment = graphql(`
  fragment GoalLine_goal on Goal {
    id
    title
    status
    dueOn
    visibility
    weight
    person {
      id
      ...PersonLine_person
    }
    ...Measure_goal
  }
`);

interface GoalLineProps {
  goal: FragmentType<typeof GoalLineFragment>;
  /** Among other people's goals it says whose it is. */
  withPerson?: boolean;
  /** How much it counts in what it contributes to, as words. */
  share?: string;
}

/** One goal in a list: what it is called, how it goes, how far it is. */
export function GoalLine({ goal: masked, withPerson = false, share }: GoalLineProps) {
  const goal = unmask(GoalLineFragment, masked);
  const { t } = useTranslation('development');
  const dates = useDates();
  const over = goal.status === 'DONE' || goal.status === 'DROPPED';
  const late = !over && goal.dueOn !== null && goal.dueOn < calendarDate(new Date(), dates.zone);
  return (
    <li className={classes.planCard} data-state={goal.visibility === 'PRIVATE' ? 'DRAFT' : undefined}>
      {withPerson ? <PersonLine person={goal.person} size="sm" /> : null}
      <h3 className={classes.planTitle}>
        <Link className={classes.planLink} to={paths.goalPage(goal.id)}>
          {goal.title}
        </Link>
      </h3>
      <p className={classes.meta}>
        <StatusMark status={goal.status} />
        {goal.dueOn ? (
          <span data-late={late || undefined}>
            {t(late ? 'dueLate' : 'due', { date: dates.date(goal.dueOn) })}
          </span>
        ) : null}
        <VisibilityMark visibility={goal.visibility} />
        {share ? <span>{share}</span> : null}
      </p>
      <Measure goal={goal} />
    </li>
  );
}
