import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from '../development.module.css';
import type { useOpenForm } from '../useOpenForm';

export const PlanFactsFragment = graphql(`
  fragment PlanFacts_plan on DevelopmentPlan {
    id
    state
    canEdit
    checkInEvery
    quietAfter
    checkInDueOn
    signedAt
    changesSinceSigning
    renewedFrom {
      id
      title
    }
    renewedTo {
      id
      title
    }
    mentor {
      id
      ...PersonLine_person
    }
  }
`);

interface PlanFactsProps {
  plan: FragmentType<typeof PlanFactsFragment>;
  open: ReturnType<typeof useOpenForm>['open'];
}

/** Who helps, how often one checks in, what came before and after. */
export function PlanFacts({ plan: masked, open }: PlanFactsProps) {
  const plan = unmask(PlanFactsFragment, masked);
  const { t } = useTranslation('development');
  const dates = useDates();
  return (
    <>
      {plan.mentor || plan.canEdit ? (
        <Section
          title={t('mentor.title')}
          aside={
            plan.canEdit && plan.mentor ? (
              <Button
                variant="subtle"
                size="compact-sm"
                data-no-print
                aria-label={t('mentor.change')}
                onClick={() => open('mentor')}
              >
                {t('mentor.other')}
              </Button>
            ) : null
          }
        >
          {plan.mentor ? (
            <PersonLine person={plan.mentor} />
          ) : (
            <div className={classes.aside} data-no-print>
              <p className={classes.hint}>{t('mentor.none')}</p>
              <Button variant="default" onClick={() => open('mentor')}>
                {t('mentor.choose')}
              </Button>
            </div>
          )}
        </Section>
      ) : null}
      <Section title={t('rhythm.title')}>
        <dl className={classes.facts}>
          <div>
            <dt>{t('rhythm.checkIn')}</dt>
            <dd>{t('rhythm.every', { count: plan.checkInEvery })}</dd>
          </div>
          {plan.checkInDueOn ? (
            <div>
              <dt>{t('rhythm.next')}</dt>
              <dd>{dates.nearDate(plan.checkInDueOn)}</dd>
            </div>
          ) : null}
          <div>
            <dt>{t('rhythm.quiet')}</dt>
            <dd>{t('rhythm.quietAfter', { count: plan.quietAfter })}</dd>
          </div>
          {plan.signedAt ? (
            <div>
              <dt>{t('rhythm.signed')}</dt>
              <dd>{dates.shortDay(plan.signedAt)}</dd>
            </div>
          ) : null}
          {plan.renewedFrom ? (
            <div>
              <dt>{t('renewed.from')}</dt>
              <dd>
                <Link to={paths.plan(plan.renewedFrom.id)}>{plan.renewedFrom.title}</Link>
              </dd>
            </div>
          ) : null}
          {plan.renewedTo ? (
            <div>
              <dt>{t('renewed.to')}</dt>
              <dd>
                <Link to={paths.plan(plan.renewedTo.id)}>{plan.renewedTo.title}</Link>
              </dd>
            </div>
          ) : null}
        </dl>
        {plan.state === 'DRAFT' ? null : (
          <div className={classes.flush} data-no-print>
            <Button variant="subtle" size="compact-sm" onClick={() => open('changes')}>
              {plan.changesSinceSigning > 0
                ? t('changes.sinceSigning', { count: plan.changesSinceSigning })
                : t('changes.open')}
            </Button>
          </div>
        )}
      </Section>
    </>
  );
}
