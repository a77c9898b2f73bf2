import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { PersonLine } from '@/ui/PersonLine';
import { ProgressBar } from '@/ui/ProgressBar';
import classes from './development.module.css';
import { QuietMark, StateMark } from './Marks';
import { Period } from './Period';

export const PlanCardFragment = graphql(`
  fragment PlanCard_plan on DevelopmentPlan {
    id
    title
    startsOn
    endsOn
    state
    outcome
    daysOver
    unseenChanges
    progress
    quiet
    quietDays
    canAgree
    person {
      id
      ...PersonLine_person
    }
    goals {
      id
    }
  }
`);

interface PlanCardProps {
  plan: FragmentType<typeof PlanCardFragment>;
  /** Among other people's plans the card says whose it is. */
  withPerson?: boolean;
}

/** One plan in a list: what it is called, where it stands, how far it is. */
export function PlanCard({ plan: masked, withPerson = false }: PlanCardProps) {
  const plan = unmask(PlanCardFragment, masked);
  const { t } = useTranslation('development');
  const begun =
    plan.state === 'ACTIVE' ||
    plan.state === 'EXPIRED' ||
    (plan.state === 'CLOSED' && (plan.progress ?? 0) > 0);
  return (
    <li className={classes.planCard} data-state={plan.state}>
      {withPerson ? <PersonLine person={plan.person} size="sm" /> : null}
      <h3 className={classes.planTitle}>
        <Link className={classes.planLink} to={paths.plan(plan.id)}>
          {plan.title}
        </Link>
      </h3>
      <p className={classes.meta}>
        <StateMark state={plan.state} outcome={plan.outcome} />
        <Period from={plan.startsOn} to={plan.endsOn} />
        <span>{t('goals.count', { count: plan.goals.length })}</span>
      </p>
      {plan.canAgree ? <p className={classes.waiting}>{t('card.waitsForYou')}</p> : null}
      {plan.state === 'EXPIRED' ? (
        <p className={classes.waiting}>{t('card.expired', { count: plan.daysOver })}</p>
      ) : null}
      {plan.unseenChanges > 0 ? (
        <p className={classes.waiting}>{t('changes.unseen', { count: plan.unseenChanges })}</p>
      ) : null}
      {begun && plan.progress !== null ? (
        <ProgressBar value={plan.progress} label={t('progress.of', { what: plan.title })} />
      ) : null}
      {plan.quiet ? <QuietMark days={plan.quietDays} /> : null}
    </li>
  );
}
