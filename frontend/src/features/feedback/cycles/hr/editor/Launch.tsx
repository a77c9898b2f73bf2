import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { LoadingState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { PhaseLine } from '../../parts/PhaseLine';
import { PERSPECTIVES, PerspectiveName } from '../../parts/PerspectiveName';
import { Blockers } from '../Blockers';
import { Terms } from '../Terms';
import classes from '../hr.module.css';
import { useMoveCycle } from '../useCycles';
import type { CycleFormState } from './useCycleForm';

export const LaunchFragment = graphql(`
  fragment Launch_cycle on Cycle {
    id
    version
    name
    timeZone
    periodFrom
    periodUntil
    allowedStates
    audience {
      count
    }
    questions {
      id
      perspectives
    }
    perspectives {
      kind
      anonymous
      minimum
    }
    ...PhaseLine_cycle
  }
`);

interface LaunchProps {
  cycle: FragmentType<typeof LaunchFragment>;
  editor: CycleFormState;
  reload: () => void;
}

/** What is about to begin, in one look: who, when, what is promised. From here on it is frozen. */
export function Launch({ cycle: masked, editor, reload }: LaunchProps) {
  const { t } = useTranslation('cycles');
  const cycle = unmask(LaunchFragment, masked);
  const dates = useDates();
  const move = useMoveCycle();
  const { flush, facts, state } = editor;
  const first = cycle.allowedStates.find((one) => one === 'NOMINATION' || one === 'WRITING');
  const stops = !first || facts.blockers.some((one) => one.stops);
  const behind = facts.version > cycle.version;

  // What is launched is what is saved: send what is not, then read what followed from it.
  useEffect(() => {
    void flush();
  }, [flush]);
  useEffect(() => {
    if (behind) reload();
    // Once for each version that is newer than what is shown.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [behind, facts.version]);

  const launch = async () => {
    if (!first) return;
    const outcome = await move.run({ input: { id: cycle.id, version: cycle.version, state: first } });
    if (outcome.ok) toast(t('launch.done', { name: cycle.name }));
  };

  if (behind) return <LoadingState lines={4} />;
  return (
    <div className={classes.stack}>
      <Section title={t('launch.before')}>
        <Blockers blockers={facts.blockers} none={t('launch.nothing')} />
      </Section>
      <Section title={t('launch.what')}>
        <dl className={classes.facts}>
          <div>
            <dt>{t('launch.people')}</dt>
            <dd>{t('audience.count', { count: cycle.audience?.count ?? 0 })}</dd>
          </div>
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
            <dt>{t('part.questions')}</dt>
            <dd>{t('templates.questions', { count: cycle.questions.length })}</dd>
          </div>
          <div>
            <dt>{t('field.zone')}</dt>
            <dd>{cycle.timeZone}</dd>
          </div>
        </dl>
        <PhaseLine cycle={cycle} />
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
      </Section>
      <Section title={t('launch.terms')}>
        <p className={classes.hint}>{t('launch.termsNote')}</p>
        <Terms terms={facts.terms} />
      </Section>
      <FormError>{move.error()}</FormError>
      <div className={classes.buttons}>
        <Button
          size="md"
          loading={move.pending}
          disabled={stops || state === 'saving' || state === 'kept' || editor.clash}
          onClick={() => void launch()}
        >
          {t('launch.go')}
        </Button>
        <span className={classes.hint}>
          {stops
            ? t('launch.mend')
            : state === 'saving' || state === 'kept'
              ? t('launch.unsaved')
              : t('launch.goNote')}
        </span>
      </div>
    </div>
  );
}
