import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import classes from '@/features/development/development.module.css';
import { GoalCard } from '@/features/development/GoalCard';
import { Alignment } from '@/features/development/goals/Alignment';
import { GoalHistory } from '@/features/development/goals/GoalHistory';
import { useReaderWords } from '@/features/development/readers';
import { RemoveGoalDialog } from '@/features/development/RemoveGoalDialog';
import { useOpenForm } from '@/features/development/useOpenForm';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { usePreload } from '@/lib/usePreload';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';

const loadCheckInDialog = () => import('@/features/development/CheckInDialog');
const CheckInDialog = lazy(loadCheckInDialog);
const loadEditGoalDialog = () => import('@/features/development/goals/EditGoalDialog');
const EditGoalDialog = lazy(loadEditGoalDialog);
const loadAddEvidenceDialog = () => import('@/features/development/evidence/AddEvidenceDialog');
const AddEvidenceDialog = lazy(loadAddEvidenceDialog);
const LATER = [loadCheckInDialog, loadEditGoalDialog, loadAddEvidenceDialog];

const GoalPageQuery = graphql(`
  query GoalPage($id: ID!) {
    goal(id: $id) {
      id
      title
      status
      visibility
      progress
      canEdit
      canCheckIn
      canRemove
      canAddEvidence
      person {
        id
        isViewer
        ...PersonLine_person
      }
      plan {
        id
        title
        state
        focusAreas {
          id
          title
        }
      }
      focusArea {
        id
        title
      }
      readers {
        reader
        person {
          id
          name
          isViewer
          ...PersonLine_person
        }
      }
      ...GoalCard_goal
      ...Alignment_goal
      ...GoalHistory_goal
      ...CheckInDialog_goal
      ...EditGoalDialog_goal
      ...AddEvidenceDialog_goal
    }
  }
`);

type Goal = NonNullable<DocumentType<typeof GoalPageQuery>['goal']>;

// What one saw last can be read again without a network.
const KEEP = { keep: true };

/** Everything about one goal. Its forms stand in the address. */
export default function GoalPage() {
  usePreload(LATER);
  const { t } = useTranslation('development');
  const { id = '' } = useParams();
  const result = useQuery({ query: GoalPageQuery, variables: { id }, context: KEEP });
  const forms = useOpenForm();
  const goal = result[0].data?.goal;
  return (
    <>
      <PageHeader
        title={goal?.title ?? t('goals.one')}
        back={
          goal?.plan
            ? { to: paths.plan(goal.plan.id), label: goal.plan.title }
            : { to: paths.developmentGoals, label: t('ownGoals.page') }
        }
      />
      <Query result={result}>
        {(data) => (data.goal ? <Whole goal={data.goal} forms={forms} /> : <NotThere />)}
      </Query>
    </>
  );
}

interface WholeProps {
  goal: Goal;
  forms: ReturnType<typeof useOpenForm>;
}

function Whole({ goal, forms }: WholeProps) {
  const { t } = useTranslation('development');
  const words = useReaderWords();
  const readers = words(goal.readers);
  const begun = goal.plan === null || !['DRAFT', 'PROPOSED'].includes(goal.plan.state);
  return (
    <>
      <Columns
        main={
          <>
            <GoalCard goal={goal} begun={begun} readers={readers} whole open={forms.open} />
            <Alignment goal={goal} />
            <GoalHistory goal={goal} />
          </>
        }
        side={
          <>
            <Section title={t('goals.whose')}>
              <PersonLine person={goal.person} />
            </Section>
            {goal.plan ? (
              <Section title={t('goals.plan')}>
                <p>
                  <Link to={paths.goal(goal.plan.id, goal.id)}>{goal.plan.title}</Link>
                </p>
                {goal.focusArea ? (
                  <p className={classes.hint}>{t('goals.inFocusArea', { area: goal.focusArea.title })}</p>
                ) : null}
              </Section>
            ) : null}
            <Section title={t('goals.readers')}>
              {goal.readers.length > 0 ? (
                <ul className={classes.readers}>
                  {goal.readers.map(({ reader, person }) => (
                    <li key={`${reader}${person?.id ?? ''}`}>
                      {person ? (
                        <PersonLine
                        person={person}
                        note={reader === 'PERSON' ? t('goals.theirs') : t(`reader.${reader}`)}
                      />
                      ) : (
                        <span className={classes.reader}>{t(`reader.${reader}`)}</span>
                      )}
                    </li>
                  ))}
                </ul>
              ) : null}
              {goal.visibility === 'SHARED' ? null : (
                <p className={classes.hint}>{t(`visibility.means.${goal.visibility}`)}</p>
              )}
            </Section>
          </>
        }
      />
      <OpenForm goal={goal} readers={readers} forms={forms} />
    </>
  );
}

/** The form that the address asks for, if this viewer may use it now. */
function OpenForm({ goal, readers, forms: { form, close } }: WholeProps & { readers: string }) {
  const navigate = useNavigate();
  const shown = () => {
    switch (form) {
      case 'edit-goal':
        return goal.canEdit ? (
          <EditGoalDialog
            goal={goal}
            focusAreas={goal.plan?.focusAreas ?? []}
            readers={readers}
            onClose={close}
          />
        ) : null;
      case 'check-in':
        return goal.canCheckIn ? (
          <CheckInDialog goals={[goal]} goalId={goal.id} readers={readers} onChoose={close} onClose={close} />
        ) : null;
      case 'evidence':
        return goal.canAddEvidence ? (
          <AddEvidenceDialog goal={goal} readers={readers} onClose={close} />
        ) : null;
      case 'remove-goal':
        return goal.canRemove ? (
          <RemoveGoalDialog
            goal={goal}
            onClose={close}
            onRemoved={() =>
              void navigate(goal.plan ? paths.plan(goal.plan.id) : paths.developmentGoals, { replace: true })
            }
          />
        ) : null;
      default:
        return null;
    }
  };
  return <Suspense fallback={null}>{shown()}</Suspense>;
}
