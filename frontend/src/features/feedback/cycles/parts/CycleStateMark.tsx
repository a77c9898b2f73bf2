import { useTranslation } from 'react-i18next';
import type { CycleState } from '@/gql/graphql';
import classes from './parts.module.css';

const TONES: Record<CycleState, 'quiet' | 'going' | 'waiting'> = {
  DRAFT: 'waiting',
  NOMINATION: 'going',
  WRITING: 'going',
  CALIBRATION: 'going',
  PACKETS: 'going',
  ACKNOWLEDGEMENT: 'going',
  CLOSED: 'quiet',
  CANCELLED: 'quiet',
};

/** Where a cycle stands, in words on a ground that only helps to find them. */
export function CycleStateMark({ state }: { state: CycleState }) {
  const { t } = useTranslation('cycles');
  return (
    <span className={classes.mark} data-tone={TONES[state]}>
      {t(`state.${state}`)}
    </span>
  );
}
