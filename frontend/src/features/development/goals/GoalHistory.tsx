import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Section } from '@/ui/Section';
import classes from '../development.module.css';
import { ChangeLine } from '../plan/ChangeLine';

export const GoalHistoryFragment = graphql(`
  fragment GoalHistory_goal on Goal {
    id
    plan {
      id
    }
    changes {
      at
      field
      ...ChangeLine_change
    }
  }
`);

/** What was changed in a goal, newest first: a target that was moved stays seen. */
export function GoalHistory({ goal: masked }: { goal: FragmentType<typeof GoalHistoryFragment> }) {
  const goal = unmask(GoalHistoryFragment, masked);
  const { t } = useTranslation('development');
  if (goal.changes.length === 0) return null;
  return (
    <div id="changes" className={classes.anchor}>
      <Section title={t('changes.ofGoal')}>
        <ol className={classes.changes}>
          {goal.changes.map((change, index) => (
            // Two parts can change at one moment.
            <li key={`${change.at}${change.field}${index}`}>
              <ChangeLine change={change} withSigning={goal.plan !== null} />
            </li>
          ))}
        </ol>
      </Section>
    </div>
  );
}
