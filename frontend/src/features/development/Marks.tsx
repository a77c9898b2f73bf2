import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconCircleMinus,
  IconClockPause,
  IconHourglassEmpty,
  IconLock,
  IconMailForward,
  IconPencil,
  IconProgress,
  IconTrendingDown,
  IconTrendingUp,
  IconWorld,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GoalStatus, GoalVisibility, PlanOutcome, PlanState } from '@/gql/graphql';
import classes from './development.module.css';

const STATES = {
  DRAFT: IconPencil,
  PROPOSED: IconMailForward,
  ACTIVE: IconProgress,
  EXPIRED: IconHourglassEmpty,
  CLOSED: IconCheck,
};

const STATUSES = {
  ON_TRACK: IconTrendingUp,
  AT_RISK: IconAlertTriangle,
  OFF_TRACK: IconTrendingDown,
  DONE: IconCircleCheck,
  DROPPED: IconCircleMinus,
};

/** Where a plan stands, in a word; of a closed one how it ended. */
export function StateMark({ state, outcome = null }: { state: PlanState; outcome?: PlanOutcome | null }) {
  const { t } = useTranslation('development');
  const Icon = STATES[state];
  return (
    <span className={classes.mark} data-look={state}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      {state === 'CLOSED' && outcome ? t(`outcome.${outcome}`) : t(`state.${state}`)}
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

/** Who sees a goal, where that is not simply whoever sees its plan. */
export function VisibilityMark({ visibility }: { visibility: GoalVisibility }) {
  const { t } = useTranslation('development');
  if (visibility === 'SHARED') return null;
  const Icon = visibility === 'PRIVATE' ? IconLock : IconWorld;
  return (
    <span className={classes.sign}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      {t(`visibility.${visibility}`)}
    </span>
  );
}
