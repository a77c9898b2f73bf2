import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconCircleMinus,
  IconClockPause,
  IconMailForward,
  IconPencil,
  IconProgress,
  IconTrendingDown,
  IconTrendingUp,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GoalStatus, PlanState } from '@/gql/graphql';
import classes from './development.module.css';

const STATES = {
  DRAFT: IconPencil,
  PROPOSED: IconMailForward,
  ACTIVE: IconProgress,
  CLOSED: IconCheck,
};

const STATUSES = {
  ON_TRACK: IconTrendingUp,
  AT_RISK: IconAlertTriangle,
  OFF_TRACK: IconTrendingDown,
  DONE: IconCircleCheck,
  DROPPED: IconCircleMinus,
};

/** Where a plan stands, in a word. */
export function StateMark({ state }: { state: PlanState }) {
  const { t } = useTranslation('development');
  const Icon = STATES[state];
  return (
    <span className={classes.mark} data-look={state}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  );
}

/** How a goal goes: a word and a sign, not a colour alone. */
export function StatusMark({ status }: { status: GoalStatus }) {
  const { t } = useTranslation('development');
  const Icon = STATUSES[status];
  return (
    <span className={classes.mark} data-look={status}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      {t(`status.${status}`)}
    </span>
  );
}

/** Says quietly that nothing has been told about an active plan for long. */
export function QuietMark({ days }: { days: number }) {
  const { t } = useTranslation('development');
  return (
    <span className={classes.quietMark}>
      <IconClockPause size={16} stroke={1.8} aria-hidden="true" />
      {t('quiet', { count: days })}
    </span>
  );
}
