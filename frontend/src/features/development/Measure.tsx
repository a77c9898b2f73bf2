import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { ProgressBar } from '@/ui/ProgressBar';
import classes from './development.module.css';
import { measureText } from './measure';

export const MeasureFragment = graphql(`
  fragment Measure_goal on Goal {
    id
    title
    progress
    measure
    numberStart
    numberTarget
    numberNow
    unit
    childrenCounted
    milestones {
      id
      doneAt
    }
  }
`);

interface MeasureProps {
  goal: FragmentType<typeof MeasureFragment>;
  /** Whether it is worked towards already: before that only what will be measured is told. */
  begun?: boolean;
}

/** How far a goal is, and what that is counted from. Nothing measured yet is no bar at nought. */
export function Measure({ goal: masked, begun = true }: MeasureProps) {
  const goal = unmask(MeasureFragment, masked);
  const { t } = useTranslation('development');
  const { locale } = useDates();
  const words =
    begun || goal.measure === 'NUMBER' || goal.measure === 'GOALS'
      ? measureText(goal, t, locale)
      : goal.measure === 'YES_NO'
        ? t('measure.YES_NO')
        : '';
  return (
    <div className={classes.measure}>
      {/* Where there is nothing in between, words say all. */}
      {goal.progress === null || !begun || goal.measure === 'YES_NO' ? null : (
        <ProgressBar value={goal.progress} label={t('progress.of', { what: goal.title })} />
      )}
      {words ? <p className={classes.hint}>{words}</p> : null}
      {begun && goal.progress === null && !words ? <p className={classes.hint}>{t('measured.none')}</p> : null}
    </div>
  );
}
