import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import classes from './plans.module.css';
import { PlanFragment, StepFragment } from './wire';

const COLORS = { ACTIVE: 'teal', DONE: 'gray', DROPPED: 'gray' } as const;

export function PlanState({ state }: { state: keyof typeof COLORS }) {
  const { t } = useTranslation('survey_plans');
  return (
    <Badge variant="light" color={COLORS[state]}>
      {t(`state.${state}`)}
    </Badge>
  );
}

/** A plan of action in a list: for whom, about what, how far it is. */
export function PlanCard({ plan: masked }: { plan: FragmentType<typeof PlanFragment> }) {
  const { t } = useTranslation('survey_plans');
  const plan = unmask(PlanFragment, masked);
  const steps = unmask(StepFragment, plan.steps).filter((one) => one.state !== 'DROPPED');
  const done = steps.filter((one) => one.state === 'DONE').length;
  const late = steps.some((one) => one.overdue);
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <h3 className={classes.cardTitle}>
          <Link to={paths.actionPlan(plan.id)}>{plan.title}</Link>
        </h3>
        <PlanState state={plan.state} />
      </div>
      <p className={classes.quiet}>
        {plan.department ? t('for.department', { name: plan.department.name }) : t('for.company')}
      </p>
      <ul className={classes.drivers} aria-label={t('drivers')}>
        {plan.drivers.map((driver) => (
          <li key={driver.id}>{driver.name}</li>
        ))}
      </ul>
      <p className={classes.facts}>
        <span>{t('stepsDone', { done, count: steps.length })}</span>
        {late && plan.state === 'ACTIVE' ? (
          <Badge variant="light" color="amber">
            {t('step.overdue')}
          </Badge>
        ) : null}
      </p>
    </li>
  );
}
