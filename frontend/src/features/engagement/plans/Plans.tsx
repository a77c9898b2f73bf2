import { IconClipboardList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Parts, type PartOf } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { PlanCard } from './PlanCard';
import classes from './plans.module.css';
import { StepLine } from './StepLine';
import { StepFragment } from './wire';

const ActionPlansQuery = graphql(`
  query ActionPlans($waveId: ID, $first: Int, $after: String) {
    actionPlans(waveId: $waveId, first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          ...ActionPlan_plan
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const MyActionStepsQuery = graphql(`
  query MyActionSteps {
    viewer {
      actionSteps {
        id
        ...ActionStep_step
      }
    }
  }
`);

// What one saw last can be read again without a network.
const KEEP = { keep: true };
const PAGE = 20;

/** What was decided after surveys: the viewer's own steps first, then the plans that concern them. */
export function Plans() {
  const { t } = useTranslation('survey_plans');
  const [search] = useSearchParams();
  const waveId = search.get('wave');
  return (
    <Stack gap={28}>
      {waveId ? (
        <p>
          <Link to={paths.actionPlans}>{t('all')}</Link>
        </p>
      ) : (
        <MySteps />
      )}
      <Section title={waveId ? t('ofWave') : t('concerning')}>
        <Parts key={waveId}>{(part) => <Page waveId={waveId} part={part} />}</Parts>
      </Section>
    </Stack>
  );
}

function MySteps() {
  const { t } = useTranslation('survey_plans');
  const result = useQuery({ query: MyActionStepsQuery, context: KEEP });
  const steps = unmask(StepFragment, result[0].data?.viewer?.actionSteps ?? []);
  if (steps.length === 0) return null;
  return (
    <Section title={t('mine')}>
      <ul className={classes.steps}>
        {steps.map((step) => (
          <StepLine key={step.id} step={step} withOwner={false} />
        ))}
      </ul>
    </Section>
  );
}

function Page({ waveId, part }: { waveId: string | null; part: PartOf }) {
  const { t } = useTranslation('survey_plans');
  const result = useQuery({
    query: ActionPlansQuery,
    variables: { waveId, first: PAGE, after: part.after },
    context: KEEP,
  });
  return (
    <Query result={result}>
      {({ actionPlans: plans }) => {
        if (plans.edges.length === 0) {
          return part.after === null ? (
            <EmptyState
              icon={<IconClipboardList size={32} stroke={1.5} />}
              title={t('none')}
              example={t('noneExample')}
            />
          ) : null;
        }
        return (
          <>
            <ul className={classes.cards}>
              {plans.edges.map(({ node }) => (
                <PlanCard key={node.id} plan={node} />
              ))}
            </ul>
            {part.more(plans.pageInfo)}
          </>
        );
      }}
    </Query>
  );
}
