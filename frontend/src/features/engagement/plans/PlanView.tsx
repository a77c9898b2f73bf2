import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { NotThere } from '@/ui/states';
import { FigureLine, wholeOf } from '../report/FigureLine';
import { FigureFragment } from '../report/wire';
import { PlanState } from './PlanCard';
import classes from './plans.module.css';
import { StepLine } from './StepLine';
import { type Plan, PlanFragment, StepFragment } from './wire';

const PlanDialog = lazy(() => import('./PlanDialog'));
const EndPlanDialog = lazy(() => import('./EndPlanDialog'));

const ActionPlanQuery = graphql(`
  query ActionPlan($id: ID!) {
    actionPlan(id: $id) {
      id
      ...ActionPlan_plan
      asked {
        wave {
          id
          title
          number
          canRead
          promise {
            wordGroup
          }
        }
        figure {
          ...ReportFigure_figure
        }
      }
    }
  }
`);

// What one saw last can be read again without a network.
const KEEP = { keep: true };

/** A plan of action: what is to change, by which steps, and what people said about it later. */
export function PlanView({ planId }: { planId: string }) {
  const { t } = useTranslation(['survey_plans', 'common']);
  const [search, setSearch] = useSearchParams();
  const result = useQuery({ query: ActionPlanQuery, variables: { id: planId }, context: KEEP });
  const back = { to: paths.actionPlans, label: t('title') };
  const show = (form: 'edit' | 'end' | null) =>
    setSearch(form ? { [form]: '' } : {}, { replace: form === null });

  return (
    <Query result={result}>
      {({ actionPlan }) => {
        if (!actionPlan) {
          return (
            <>
              <PageHeader title={t('plan')} back={back} />
              <NotThere />
            </>
          );
        }
        const plan = unmask(PlanFragment, actionPlan);
        const steps = unmask(StepFragment, plan.steps);
        return (
          <>
            <PageHeader
              title={plan.title}
              lead={
                plan.department ? t('for.department', { name: plan.department.name }) : t('for.company')
              }
              back={back}
              action={
                plan.canEdit && plan.wave ? (
                  <Button variant="default" onClick={() => show('edit')} data-no-print>
                    {t('common:action.edit')}
                  </Button>
                ) : null
              }
            />
            <Stack gap={28}>
              <About plan={plan} />
              <Section title={t('steps')}>
                <ul className={classes.steps}>
                  {steps.map((step) => (
                    <StepLine key={step.id} step={step} />
                  ))}
                </ul>
              </Section>
              <Section title={t('asked')}>
                {actionPlan.asked.length === 0 ? (
                  <p className={classes.hint}>{t('asked.none')}</p>
                ) : (
                  <ul className={classes.cards}>
                    {actionPlan.asked.map(({ wave, figure }) => (
                      <li key={wave.id} className={classes.echo}>
                        <p className={classes.quiet}>
                          {wave.canRead ? (
                            <Link to={paths.surveyReport(wave.id)}>{wave.title}</Link>
                          ) : (
                            wave.title
                          )}
                        </p>
                        <ul className={classes.plain}>
                          <FigureLine
                            figure={wholeOf(unmask(FigureFragment, figure))}
                            wordGroup={wave.promise.wordGroup}
                            ofEverybody={plan.department === null}
                          />
                        </ul>
                      </li>
                    ))}
                  </ul>
                )}
              </Section>
              {plan.canEdit && plan.state === 'ACTIVE' ? (
                <div data-no-print>
                  <Button variant="default" onClick={() => show('end')}>
                    {t('end')}
                  </Button>
                </div>
              ) : null}
            </Stack>
            <Suspense fallback={null}>
              {search.has('edit') && plan.canEdit && plan.wave ? (
                <PlanDialog
                  waveId={plan.wave.id}
                  departmentId={plan.department?.id ?? null}
                  plan={{ ...plan, steps }}
                  onClose={() => show(null)}
                />
              ) : null}
              {search.has('end') && plan.canEdit && plan.state === 'ACTIVE' ? (
                <EndPlanDialog planId={plan.id} version={plan.version} onClose={() => show(null)} />
              ) : null}
            </Suspense>
          </>
        );
      }}
    </Query>
  );
}

function About({ plan }: { plan: Plan }) {
  const { t } = useTranslation('survey_plans');
  const dates = useDates();
  return (
    <div className={classes.about}>
      <div className={classes.facts}>
        <PlanState state={plan.state} />
        <ul className={classes.drivers} aria-label={t('drivers')}>
          {plan.drivers.map((driver) => (
            <li key={driver.id}>{driver.name}</li>
          ))}
        </ul>
      </div>
      {plan.aim ? <p className={classes.aim}>{plan.aim}</p> : null}
      <div className={classes.facts}>
        <PersonLine
          person={plan.createdBy}
          size="sm"
          note={t('made', { when: dates.relative(plan.createdAt) })}
        />
        <span className={classes.quiet}>
          {plan.wave === null ? null : plan.wave.canRead ? (
            <Link to={paths.surveyReport(plan.wave.id)}>{t('from', { wave: plan.wave.title })}</Link>
          ) : (
            t('from', { wave: plan.wave.title })
          )}
        </span>
      </div>
      <p className={classes.hint}>{t(plan.department ? 'seenBy.department' : 'seenBy.company')}</p>
    </div>
  );
}
