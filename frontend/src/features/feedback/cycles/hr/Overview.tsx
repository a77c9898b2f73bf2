import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import { PhaseLine } from '../parts/PhaseLine';
import { PERSPECTIVES, PerspectiveName } from '../parts/PerspectiveName';
import { Blockers } from './Blockers';
import { Moves } from './Moves';
import { Terms } from './Terms';
import classes from './hr.module.css';

const ChangeDatesDialog = lazy(() => import('./ChangeDatesDialog'));
const SaveTemplateDialog = lazy(() => import('./SaveTemplateDialog'));

const OverviewQuery = graphql(`
  query CycleOverview($id: ID!) {
    cycle(id: $id) {
      id
      name
      description
      state
      timeZone
      periodFrom
      periodUntil
      templateName
      releasedBy
      releaseOn
      launchedAt
      endedAt
      termsHash
      terms {
        perspective
        text
      }
      perspectives {
        kind
        anonymous
        minimum
      }
      owner {
        id
        ...PersonLine_person
      }
      programme {
        id
        name
      }
      previous {
        id
        name
      }
      blockers {
        kind
        ...Blockers_blocker
      }
      ...PhaseLine_cycle
      ...Moves_cycle
      ...ChangeDates_cycle
    }
  }
`);

/** A cycle that has begun, in one look: where it stands, what is next, what is in the way. */
export function Overview({ id }: { id: string }) {
  const { t } = useTranslation('cycles');
  const dates = useDates();
  const result = useQuery({ query: OverviewQuery, variables: { id } });
  const [open, setOpen] = useState<'dates' | 'template' | null>(null);
  return (
    <Query result={result}>
      {({ cycle }) => {
        if (!cycle) return <NotThere />;
        const going = cycle.state !== 'CLOSED' && cycle.state !== 'CANCELLED';
        return (
          <div className={classes.stack}>
            <Section
              title={t('phase.line')}
              aside={
                going ? (
                  <Button variant="default" onClick={() => setOpen('dates')}>
                    {t('changeDates.title')}
                  </Button>
                ) : null
              }
            >
              <PhaseLine cycle={cycle} />
              <p className={classes.hint}>{t('overview.zone', { zone: cycle.timeZone })}</p>
            </Section>
            {going ? (
              <Section title={t('overview.next')}>
                <Blockers blockers={cycle.blockers} none={t('overview.nothing')} />
                <Moves cycle={cycle} />
              </Section>
            ) : null}
            <Section title={t('overview.about')} look="card">
              {cycle.description ? <p>{cycle.description}</p> : null}
              <dl className={classes.facts}>
                <div>
                  <dt>{t('field.period')}</dt>
                  <dd>
                    {t('list.period', {
                      from: dates.date(cycle.periodFrom),
                      until: dates.date(cycle.periodUntil),
                    })}
                  </dd>
                </div>
                <div>
                  <dt>{t('overview.owner')}</dt>
                  <dd>
                    <PersonName person={cycle.owner} />
                  </dd>
                </div>
                <div>
                  <dt>{t('dates.releasedBy')}</dt>
                  <dd>
                    {t(`dates.by.${cycle.releasedBy}`)}
                    {cycle.releaseOn ? `, ${dates.date(cycle.releaseOn)}` : ''}
                  </dd>
                </div>
                {cycle.launchedAt ? (
                  <div>
                    <dt>{t('overview.launched')}</dt>
                    <dd>{dates.shortDay(cycle.launchedAt)}</dd>
                  </div>
                ) : null}
                {cycle.endedAt ? (
                  <div>
                    <dt>{t('overview.ended')}</dt>
                    <dd>{dates.shortDay(cycle.endedAt)}</dd>
                  </div>
                ) : null}
                {cycle.programme ? (
                  <div>
                    <dt>{t('overview.programme')}</dt>
                    <dd>
                      <Link to={paths.cycleProgrammes}>{cycle.programme.name}</Link>
                    </dd>
                  </div>
                ) : null}
                {cycle.previous ? (
                  <div>
                    <dt>{t('overview.previous')}</dt>
                    <dd>
                      <Link to={paths.cycle(cycle.previous.id)}>{cycle.previous.name}</Link>
                    </dd>
                  </div>
                ) : null}
              </dl>
              <ul className={classes.chips}>
                {PERSPECTIVES.flatMap((kind) =>
                  cycle.perspectives.filter((one) => one.kind === kind),
                ).map((one) => (
                  <li key={one.kind} className={classes.chip}>
                    <PerspectiveName of={one.kind} />
                    {': '}
                    {one.anonymous
                      ? t('launch.anonymous', { count: one.minimum })
                      : t('launch.named')}
                  </li>
                ))}
              </ul>
              <div>
                <Button
                  variant="subtle"
                  className={classes.flush ?? ''}
                  onClick={() => setOpen('template')}
                >
                  {t('templates.save')}
                </Button>
              </div>
            </Section>
            <Section title={t('terms.title')}>
              <p className={classes.hint}>{t('terms.note')}</p>
              <Terms terms={cycle.terms} hash={cycle.termsHash} />
            </Section>
            <Suspense fallback={null}>
              {open === 'dates' ? (
                <ChangeDatesDialog cycle={cycle} onClose={() => setOpen(null)} />
              ) : null}
              {open === 'template' ? (
                <SaveTemplateDialog
                  cycleId={cycle.id}
                  name={cycle.name}
                  onClose={() => setOpen(null)}
                />
              ) : null}
            </Suspense>
          </div>
        );
      }}
    </Query>
  );
}
