import { Badge, Button } from '@mantine/core';
import { IconCircle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ActionStepState } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { PersonName } from '@/ui/PersonLine';
import { toast } from '@/ui/toast';
import classes from './plans.module.css';
import { useSettleActionStep } from './useActionPlans';
import type { Step } from './wire';

const MARKS = { OPEN: IconCircle, DONE: IconCircleCheck, DROPPED: IconCircleX };

/**
 * A step of a plan: what, until when, and how it stands; its owner says when it is done. Beside it
 * stands who does it, or, among one's own steps, to which plan it belongs.
 */
export function StepLine({ step, withOwner = true }: { step: Step; withOwner?: boolean }) {
  const { t } = useTranslation('survey_plans');
  const dates = useDates();
  const settle = useSettleActionStep();
  const Mark = MARKS[step.state];

  async function set(state: ActionStepState) {
    const outcome = await settle.run({ input: { stepId: step.id, state, version: step.version } });
    if (outcome.ok) toast(t(`step.now.${state}`));
  }

  return (
    <li className={classes.step} id={step.id}>
      <Mark className={classes.mark} data-state={step.state} size={22} stroke={1.7} aria-hidden="true" />
      <div className={classes.stepBody}>
        <p className={classes.stepText} data-state={step.state}>
          {step.text}
        </p>
        <div className={classes.facts}>
          {withOwner ? (
            <PersonName person={step.owner} />
          ) : (
            <Link to={paths.actionPlan(step.plan.id)}>{step.plan.title}</Link>
          )}
          <span className={classes.quiet}>
            {step.state !== 'OPEN'
              ? step.settledAt
                ? t(`step.settled.${step.state}`, { day: dates.shortDay(step.settledAt) })
                : t(`step.state.${step.state}`)
              : step.dueOn
                ? t('step.due', { day: dates.nearDate(step.dueOn) })
                : t('step.noDay')}
          </span>
          {step.overdue ? (
            <Badge variant="light" color="amber">
              {t('step.overdue')}
            </Badge>
          ) : null}
        </div>
        <FormError>{settle.error()}</FormError>
      </div>
      {step.canSettle ? (
        <div className={classes.acts} data-no-print>
          {step.state === 'OPEN' ? (
            <>
              <Button
                variant="light"
                loading={settle.pending}
                onClick={() => void set('DONE')}
                aria-label={t('step.doneOne', { step: step.text })}
              >
                {t('step.done')}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                disabled={settle.pending}
                onClick={() => void set('DROPPED')}
                aria-label={t('step.dropOne', { step: step.text })}
              >
                {t('step.drop')}
              </Button>
            </>
          ) : (
            <Button
              variant="subtle"
              loading={settle.pending}
              onClick={() => void set('OPEN')}
              aria-label={t('step.reopenOne', { step: step.text })}
            >
              {t('step.reopen')}
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}
