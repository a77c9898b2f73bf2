import { Button } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { CycleStateMark } from '../parts/CycleStateMark';
import { ConfirmDialog } from './ConfirmDialog';
import classes from './hr.module.css';
import { useEndCycleProgramme } from './useProgrammes';

const ProgrammeDialog = lazy(() => import('./ProgrammeDialog'));

const ProgrammesQuery = graphql(`
  query CycleProgrammes {
    cycleProgrammes {
      id
      name
      trigger
      months
      days
      startsOn
      nextOn
      launchesItself
      endedAt
      version
      audience {
        ...Audience_fields
      }
      cycles {
        id
        name
        state
      }
    }
  }
`);

export type Programme = DocumentType<typeof ProgrammesQuery>['cycleProgrammes'][number];

/** What makes cycles by itself: every so many months, or so long after people were hired. */
export function Programmes() {
  const { t } = useTranslation(['cycles', 'common']);
  const dates = useDates();
  const result = useQuery({ query: ProgrammesQuery });
  const end = useEndCycleProgramme();
  const [open, setOpen] = useState<Programme | 'new' | null>(null);

  const [ending, setEnding] = useState<Programme | null>(null);

  const stop = async ({ id, name }: Programme) => {
    const outcome = await end.run({ input: { id } });
    if (!outcome.ok) return;
    setEnding(null);
    toast(t('programmes.ended', { name }));
  };
  const begin = <Button onClick={() => setOpen('new')}>{t('programmes.new')}</Button>;

  return (
    <>
      <Query result={result}>
        {({ cycleProgrammes: programmes }) =>
          programmes.length === 0 ? (
            <EmptyState
              icon={<IconRepeat size={30} stroke={1.5} />}
              title={t('programmes.none')}
              example={t('programmes.noneExample')}
              action={begin}
            />
          ) : (
            <div className={classes.stack}>
              <div className={classes.buttons}>
                <Button variant="default" onClick={() => setOpen('new')}>
                  {t('programmes.new')}
                </Button>
                <span className={classes.hint}>{t('programmes.explain')}</span>
              </div>
              <List label={t('place.programmes')}>
                {programmes.map((programme) => (
                  <li key={programme.id} className={classes.line}>
                    <span className={classes.grow}>
                      <span className={classes.name}>{programme.name}</span>
                      <span className={classes.note}>
                        {programme.trigger === 'EVERY_MONTHS'
                          ? t('programmes.every', { count: programme.months ?? 0 })
                          : t('programmes.after', { count: programme.days ?? 0 })}
                      </span>
                      <span className={classes.note}>
                        {programme.endedAt
                          ? t('programmes.endedOn', { date: dates.shortDay(programme.endedAt) })
                          : programme.nextOn
                            ? t(programme.launchesItself ? 'programmes.nextLaunch' : 'programmes.nextDraft', {
                                date: dates.date(programme.nextOn),
                              })
                            : t('programmes.since', { date: dates.date(programme.startsOn) })}
                      </span>
                      {programme.cycles.map((cycle) => (
                        <span key={cycle.id} className={classes.buttons}>
                          <Link to={paths.cycle(cycle.id)}>{cycle.name}</Link>
                          <CycleStateMark state={cycle.state} />
                        </span>
                      ))}
                    </span>
                    {programme.endedAt ? null : (
                      <span className={classes.buttons}>
                        <Button
                          variant="subtle"
                          color="red"
                          aria-label={t('programmes.endNamed', { name: programme.name })}
                          onClick={() => setEnding(programme)}
                        >
                          {t('programmes.end')}
                        </Button>
                        <Button
                          variant="default"
                          aria-label={t('programmes.editNamed', { name: programme.name })}
                          onClick={() => setOpen(programme)}
                        >
                          {t('common:action.edit')}
                        </Button>
                      </span>
                    )}
                  </li>
                ))}
              </List>
            </div>
          )
        }
      </Query>
      {ending ? (
        <ConfirmDialog
          title={t('programmes.endNamed', { name: ending.name })}
          text={t('programmes.endNote')}
          action={t('programmes.end')}
          pending={end.pending}
          error={end.error()}
          onConfirm={() => void stop(ending)}
          onClose={() => setEnding(null)}
        />
      ) : null}
      <Suspense fallback={null}>
        {open ? (
          <ProgrammeDialog
            programme={open === 'new' ? null : open}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
