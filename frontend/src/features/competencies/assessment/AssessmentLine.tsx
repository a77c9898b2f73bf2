import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { DateText, useDates } from '@/ui/dates';
import classes from '../competencies.module.css';
import { levelTitle } from '../levels/levelTitle';

export const AssessmentLineFragment = graphql(`
  fragment AssessmentLine_assessment on Assessment {
    id
    state
    openedAt
    dueOn
    comparedAt
    mySide
    canAnswer
    selfSubmitted
    managerSubmitted
    level {
      id
      name
      trackName
    }
    person {
      id
      name
      isViewer
    }
  }
`);

interface AssessmentLineProps {
  assessment: FragmentType<typeof AssessmentLineFragment>;
  /** Whether it says whose it is. */
  named?: boolean;
}

/** An assessment in a list: of when, at which level, and what it waits for. */
export function AssessmentLine({ assessment: masked, named = false }: AssessmentLineProps) {
  const one = unmask(AssessmentLineFragment, masked);
  const { t } = useTranslation('competencies');
  const dates = useDates();
  const mine = one.mySide === 'SELF' ? one.selfSubmitted : one.managerSubmitted;
  const waits =
    one.state !== 'OPEN'
      ? null
      : one.canAnswer && !mine
        ? t('assessment.waitsForYou')
        : one.selfSubmitted
          ? t('assessment.waitsForManager')
          : one.person.isViewer
            ? t('assessment.waitsForYou')
            : t('assessment.waitsFor', { name: one.person.name });
  return (
    <li className={classes.line}>
      <div className={classes.grow}>
        <Link className={classes.name} to={paths.assessment(one.id)}>
          {named && !one.person.isViewer
            ? t('assessment.of', { name: one.person.name })
            : t('assessment.from', { date: dates.shortDay(one.comparedAt ?? one.openedAt) })}
        </Link>
        <span className={classes.note}>
          {levelTitle(one.level)}
          {one.state === 'OPEN' && one.dueOn ? (
            <>
              {' · '}
              {t('assessment.due')} <DateText date={one.dueOn} />
            </>
          ) : null}
        </span>
      </div>
      {waits ? (
        <span className={classes.mark} data-tone={one.canAnswer && !mine ? 'accent' : undefined}>
          {waits}
        </span>
      ) : null}
      {one.state === 'CANCELLED' ? (
        <span className={classes.mark}>{t('assessment.cancelled')}</span>
      ) : null}
    </li>
  );
}
