import { Button } from '@mantine/core';
import { IconPlant2, IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type FragmentType, graphql } from '@/gql';
import type { PlanState } from '@/gql/graphql';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import classes from './development.module.css';
import { PlanCard, type PlanCardFragment } from './PlanCard';

const MyPlansQuery = graphql(`
  query MyPlans {
    viewer {
      developmentPlans {
        id
        state
        ...PlanCard_plan
      }
    }
  }
`);

const TeamPlansQuery = graphql(`
  query TeamPlans {
    viewer {
      teamDevelopmentPlans {
        id
        state
        person {
          id
        }
        ...PlanCard_plan
      }
      person {
        id
        directReports(first: 100) {
          edges {
            node {
              id
              name
              ...PersonLine_person
            }
          }
        }
      }
    }
  }
`);

// What one saw last can be read again without a network.
const KEEP = { keep: true };

type Listed = { id: string; state: PlanState } & FragmentType<typeof PlanCardFragment>;

/** The viewer's own plans. */
export function MyPlans({ action }: { action: ReactNode }) {
  const { t } = useTranslation('development');
  const result = useQuery({ query: MyPlansQuery, context: KEEP });
  return (
    <Query result={result}>
      {({ viewer }) => {
        if (!viewer) return <NotThere />;
        if (viewer.developmentPlans.length === 0) {
          return (
            <EmptyState
              icon={<IconPlant2 size={32} stroke={1.5} />}
              title={t('mine.none')}
              example={t('mine.noneExample')}
              action={action}
            />
          );
        }
        return <Plans plans={viewer.developmentPlans} label={t('mine.title')} />;
      }}
    </Query>
  );
}

/** Plans of those whom the viewer manages, and who of them has none. */
export function TeamPlans({ onDraft }: { onDraft: (personId: string) => void }) {
  const { t } = useTranslation('development');
  const result = useQuery({ query: TeamPlansQuery, context: KEEP });
  return (
    <Query result={result}>
      {({ viewer }) => {
        if (!viewer) return <NotThere />;
        const plans = viewer.teamDevelopmentPlans;
        const reports = viewer.person.directReports.edges.map((edge) => edge.node);
        const planned = new Set(
          plans.filter((plan) => plan.state !== 'CLOSED').map((plan) => plan.person.id),
        );
        const without = reports.filter((person) => !planned.has(person.id));
        if (plans.length === 0 && reports.length === 0) {
          return (
            <EmptyState
              icon={<IconUsersGroup size={32} stroke={1.5} />}
              title={t('team.nobody')}
              example={t('team.nobodyExample')}
            />
          );
        }
        return (
          <Stack gap={28}>
            {plans.length > 0 ? <Plans plans={plans} label={t('team.plans')} withPerson /> : null}
            {without.length > 0 ? (
              <Section title={t('team.without')}>
                <p className={classes.hint}>{t('team.withoutHint')}</p>
                <List label={t('team.without')}>
                  {without.map((person) => (
                    <li key={person.id} className={classes.line}>
                      <PersonLine person={person} />
                      <Button
                        variant="default"
                        aria-label={t('team.draftFor', { name: person.name })}
                        onClick={() => onDraft(person.id)}
                      >
                        {t('draft.open')}
                      </Button>
                    </li>
                  ))}
                </List>
              </Section>
            ) : null}
          </Stack>
        );
      }}
    </Query>
  );
}

interface PlansProps {
  plans: Listed[];
  label: string;
  withPerson?: boolean;
}

/** What is alive first, what is over under a heading of its own. */
function Plans({ plans, label, withPerson = false }: PlansProps) {
  const { t } = useTranslation('development');
  const alive = plans.filter((plan) => plan.state !== 'CLOSED');
  const closed = plans.filter((plan) => plan.state === 'CLOSED');
  const list = (some: Listed[]) => (
    <ul className={classes.plans}>
      {some.map((plan) => (
        <PlanCard key={plan.id} plan={plan} withPerson={withPerson} />
      ))}
    </ul>
  );
  return (
    <Stack gap={28}>
      {alive.length > 0 ? <Section title={label}>{list(alive)}</Section> : null}
      {closed.length > 0 ? <Section title={t('closed.title')}>{list(closed)}</Section> : null}
    </Stack>
  );
}
