import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { toast } from '@/ui/toast';
import { Losses } from './Losses';
import { WaveMark } from './Marks';
import classes from './surveys.module.css';
import { useRemindOfWave } from './useSurveys';

const CancelWaveDialog = lazy(() => import('./CancelWaveDialog'));

export const WaveLineFragment = graphql(`
  fragment WaveLine_wave on SurveyWave {
    id
    number
    state
    startsOn
    endsOn
    invited
    taken
    answered
    releasedAt
    destroyOn
    destroyed
    canRead
    losses {
      kind
      kept
      people
      values
      valuesKept
    }
    questions {
      id
    }
  }
`);

/** One wave: whether it runs, how many took their ballot, what became of it. Nobody by name. */
export function WaveLine({ wave: masked }: { wave: FragmentType<typeof WaveLineFragment> }) {
  const { t } = useTranslation('surveys');
  const dates = useDates();
  const wave = unmask(WaveLineFragment, masked);
  const remind = useRemindOfWave();
  const [cancelling, setCancelling] = useState(false);
  const open = wave.state === 'OPEN';
  const closed = wave.state === 'CLOSED';

  const remindAll = async () => {
    const outcome = await remind.run({ input: { waveId: wave.id } });
    toast(
      outcome.ok
        ? outcome.data.reminded === 0
          ? t('remind.few')
          : t('remind.done', { count: outcome.data.reminded })
        : (outcome.refusal?.message ?? outcome.fault ?? ''),
    );
  };

  return (
    <li className={classes.wave}>
      <div className={classes.waveHead}>
        <span className={classes.grow}>
          <span className={classes.name}>
            {t('wave.number', { number: wave.number })}
            <span className={classes.note}>
              {' · '}
              {t('wave.days', { from: dates.date(wave.startsOn), until: dates.date(wave.endsOn) })}
            </span>
          </span>
          <span className={classes.note}>
            {[
              t('questions.count', { count: wave.questions.length }),
              wave.state === 'PLANNED' ? '' : t('wave.invited', { count: wave.invited }),
              open
                ? wave.taken === null
                  ? t('wave.takenUntold')
                  : wave.taken === 0
                    ? t('wave.takenFew')
                    : t('wave.taken', { count: wave.taken })
                : '',
              wave.answered === null ? '' : t('wave.answeredOnly', { count: wave.answered }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {closed && wave.destroyOn ? (
            <span className={classes.note}>
              {wave.destroyed
                ? t('wave.destroyed', { date: dates.date(wave.destroyOn) })
                : t('wave.destroyOn', { date: dates.date(wave.destroyOn) })}
            </span>
          ) : null}
        </span>
        <WaveMark state={wave.state} />
      </div>
      {open && wave.taken !== null && wave.invited > 0 ? (
        <svg className={classes.meter} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className={classes.meterGround} width="100" height="4" />
          <rect
            className={classes.meterShare}
            width={Math.min(100, (wave.taken / wave.invited) * 100)}
            height="4"
          />
        </svg>
      ) : null}
      <div className={classes.buttons}>
        {closed && wave.canRead ? (
          <Button component={Link} to={paths.surveyReport(wave.id)} variant="default">
            {t('wave.report')}
          </Button>
        ) : null}
        {closed ? (
          <Button component={Link} to={paths.surveyLedger(wave.id)} variant="subtle">
            {t('wave.ledger')}
          </Button>
        ) : null}
        {open ? (
          <Button variant="default" loading={remind.pending} onClick={() => void remindAll()}>
            {t('remind.action')}
          </Button>
        ) : null}
        {open || wave.state === 'PLANNED' ? (
          <Button variant="subtle" color="red" onClick={() => setCancelling(true)}>
            {t('cancel.action')}
          </Button>
        ) : null}
      </div>
      {wave.state !== 'PLANNED' && wave.losses.length > 0 ? (
        <details className={classes.details}>
          <summary>{t('losses.show')}</summary>
          <Losses losses={wave.losses} />
        </details>
      ) : null}
      <Suspense fallback={null}>
        {cancelling ? (
          <CancelWaveDialog
            waveId={wave.id}
            number={wave.number}
            onClose={() => setCancelling(false)}
          />
        ) : null}
      </Suspense>
    </li>
  );
}
