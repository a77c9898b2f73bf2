import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { Section } from '@/ui/Section';
import classes from '../development.module.css';
import { GoalLine } from './GoalLine';

export const AlignmentFragment = graphql(`
  fragment Alignment_goal on Goal {
    id
    weight
    hasParent
    childrenCounted
    measure
    parent {
      id
      title
      person {
        id
        name
      }
    }
    children {
      id
      weight
      status
      visibility
      progress
      person {
        id
        hasLeft
      }
      ...GoalLine_goal
    }
  }
`);

/** What the goal contributes to, and what contributes to it, with how much each counts. */
export function Alignment({ goal: masked }: { goal: FragmentType<typeof AlignmentFragment> }) {
  const goal = unmask(AlignmentFragment, masked);
  const { t } = useTranslation('development');
  const { locale } = useDates();
  const counted = goal.children.filter(
    (child) =>
      child.visibility !== 'PRIVATE' &&
      child.status !== 'DROPPED' &&
      child.progress !== null &&
      !child.person.hasLeft,
  );
  const sum = counted.reduce((all, child) => all + child.weight, 0);
  // A share can only be told by whoever sees all that count.
  const whole = counted.length === goal.childrenCounted;
  const hidden = Math.max(goal.childrenCounted - counted.length, 0);

  function share(child: (typeof goal.children)[number]): string {
    if (!counted.includes(child)) return t('weight.none');
    if (!whole) return t('weight.is', { count: child.weight });
    const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(child.weight / sum);
    return t('weight.share', { percent });
  }

  if (!goal.hasParent && goal.children.length === 0 && hidden === 0) return null;
  return (
    <Section title={t('alignment.title')}>
      {goal.hasParent ? (
        <p>
          {goal.parent ? (
            <>
              {t('parent.to')} <Link to={paths.goalPage(goal.parent.id)}>{goal.parent.title}</Link>{' '}
              <span className={classes.dim}>
                {t('parent.of', { name: goal.parent.person.name, weight: goal.weight })}
              </span>
            </>
          ) : (
            t('parent.hidden')
          )}
        </p>
      ) : null}
      {goal.children.length > 0 ? (
        <>
          <p className={classes.hint}>
            {goal.measure === 'GOALS' ? t('alignment.counts') : t('alignment.countsNot')}
          </p>
          <ul className={classes.plans}>
            {goal.children.map((child) => (
              <GoalLine
                key={child.id}
                goal={child}
                withPerson
                {...(goal.measure === 'GOALS' ? { share: share(child) } : {})}
              />
            ))}
          </ul>
        </>
      ) : null}
      {hidden > 0 ? <p className={classes.hint}>{t('alignment.hidden', { count: hidden })}</p> : null}
    </Section>
  );
}
