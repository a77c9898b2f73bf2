import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import { PlanCard } from './PlanCard';
import classes from './plans.module.css';

export const HubPlansFragment = graphql(`
  fragment HubPlans_viewer on Viewer {
    actionPlans {
      id
      ...ActionPlan_plan
    }
  }
`);

/** What the viewer's team, department and company are doing about what was said. */
export function HubPlans({ viewer: masked }: { viewer: FragmentType<typeof HubPlansFragment> }) {
  const { t } = useTranslation('survey_plans');
  const { actionPlans } = unmask(HubPlansFragment, masked);
  return (
    <Section
      title={t('title')}
      aside={
        <Link className={classes.all} to={paths.actionPlans}>
          {t('all')}
        </Link>
      }
    >
      {actionPlans.length === 0 ? (
        <p className={classes.hint}>{t('none.hub')}</p>
      ) : (
        <ul className={classes.cards}>
          {actionPlans.map((plan) => (
            <PlanCard key={plan.id} plan={plan} />
          ))}
        </ul>
      )}
    </Section>
  );
}
