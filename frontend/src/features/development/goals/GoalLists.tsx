import { IconTarget } from '@tabler/icons-react';
import { type ReactNode, Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { type UseQueryState, useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql } from '@/gql';
import type { GoalStatus } from '@/gql/graphql';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import classes from '../development.module.css';
import type { useOpenForm } from '../useOpenForm';
import { GoalLine, type GoalLineFragment } from './GoalLine';

const AddGoalDialog = lazy(() => import('./AddGoalDialog'));

const MyGoalsQuery = graphql(`
  query MyGoals {
    viewer {
      goals {
        id
        status
        ...GoalLine_goal
      }
      teamGoals {
        id
        status
        ...GoalLine_goal
      }
      developmentPlans {
        id
        title
        state
        goals {
          id
          status
          ...GoalLine_goal
        }
      }
      person {
        id
        manager {
          id
          name
        }
        directReports(first: 100) {
          edges {
            node {
              id
              name
            }
          }
        }
      }
    }
  }
`);

// What one saw last can be read again without a network.
const KEEP = { keep: true };

type Listed = { id: string; status: GoalStatus } & FragmentType<typeof GoalLineFragment>;
type Viewer = NonNullable<DocumentType<typeof MyGoalsQuery>['viewer']>;

interface GoalListsProps {
  action: ReactNode;
  forms: ReturnType<typeof useOpenForm>;
}

/** The viewer's goals: those of their own, those of their plans, and those of the people they manage. */
export function GoalLists({ action, forms }: GoalListsProps) {
  const result = useQuery({ query: MyGoalsQuery, context: KEEP });
  return (
    <>
      <Query result={result}>
        {({ viewer }) => (viewer ? <Lists viewer={viewer} action={action} /> : <NotThere />)}
      </Query>
      {forms.form === 'add-goal' ? <Adding state={result[0]} forms={forms} /> : null}
    </>
  );
}

function Lists({ viewer, action }: { viewer: Viewer; action: ReactNode }) {
  const { t } = useTranslation('development');
  const open = (goal: Listed) => goal.status !== 'DONE' && goal.status !== 'DROPPED';
  const inPlans = viewer.developmentPlans
    .filter((plan) => plan.state === 'ACTIVE' || plan.state === 'EXPIRED')
    .flatMap((plan) => plan.goals);
  const over = [...viewer.goals].filter((goal) => !open(goal));
  const alone = viewer.goals.filter(open);
  if (viewer.goals.length + viewer.teamGoals.length + inPlans.length === 0) {
    return (
      <EmptyState
        icon={<IconTarget size={32} stroke={1.5} />}
        title={t('ownGoals.none')}
        example={t('ownGoals.noneExample')}
        action={action}
      />
    );
  }
  return (
    <Stack gap={28}>
      <Part title={t('ownGoals.title')} goals={alone} />
      <Part title={t('ownGoals.inPlans')} goals={inPlans} />
      <Part title={t('ownGoals.team')} goals={viewer.teamGoals} withPerson />
      <Part title={t('ownGoals.over')} goals={over} />
    </Stack>
  );
}

interface PartProps {
  title: string;
  goals: readonly Listed[];
  withPerson?: boolean;
}

function Part({ title, goals, withPerson = false }: PartProps) {
  if (goals.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={classes.plans}>
        {goals.map((goal) => (
          <GoalLine key={goal.id} goal={goal} withPerson={withPerson} />
        ))}
      </ul>
    </Section>
  );
}

interface AddingProps {
  state: UseQueryState<DocumentType<typeof MyGoalsQuery>>;
  forms: GoalListsProps['forms'];
}

function Adding({ state, forms }: AddingProps) {
  const me = state.data?.viewer?.person;
  if (!me) return null;
  return (
    <Suspense fallback={null}>
      <AddGoalDialog
        me={{ manager: me.manager, reports: me.directReports.edges.map((edge) => edge.node) }}
        personId={forms.about}
        onChoose={(personId) => forms.open('add-goal', personId)}
        onClose={forms.close}
      />
    </Suspense>
  );
}
