import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import classes from './plans.module.css';
import { StepLine } from './StepLine';
import { StepFragment } from './wire';

/** How many are shown before one has to look at all. */
const MOST = 3;

/** The viewer's own steps of plans of action, those that are due first. Nothing where there are none. */
export default function HomeSteps({ steps: masked }: { steps: readonly FragmentType<typeof StepFragment>[] }) {
  const { t } = useTranslation('survey_plans');
  const steps = unmask(StepFragment, masked);
  if (steps.length === 0) return null;
  return (
    <Section
      title={t('mine')}
      aside={
        <Link className={classes.all} to={paths.actionPlans}>
          {t('all')}
        </Link>
      }
    >
      <ul className={classes.steps}>
        {steps.slice(0, MOST).map((step) => (
          <StepLine key={step.id} step={step} withOwner={false} />
        ))}
      </ul>
    </Section>
  );
}
