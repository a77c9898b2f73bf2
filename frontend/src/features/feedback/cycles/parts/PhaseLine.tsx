import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import classes from './parts.module.css';

export const PhaseLineFragment = graphql(`
  fragment PhaseLine_cycle on Cycle {
    state
    currentPhase
    phases {
      phase
      untilOn
      myUntilOn
    }
  }
`);

interface PhaseLineProps {
  cycle: FragmentType<typeof PhaseLineFragment>;
  /** With the viewer's own extension, for those who take part; else everybody's date. */
  mine?: boolean;
}

/** The phases of a cycle in order, each with its last day; the one that runs now is marked. */
export function PhaseLine({ cycle: masked, mine = false }: PhaseLineProps) {
  const { t } = useTranslation('cycles');
  const dates = useDates();
  const cycle = unmask(PhaseLineFragment, masked);
  const now = cycle.phases.findIndex((one) => one.phase === cycle.currentPhase);
  return (
    <ol className={classes.phases} aria-label={t('phase.line')}>
      {cycle.phases.map((one, index) => {
        const over = cycle.state === 'CLOSED' || (now >= 0 && index < now);
        const here = index === now;
        return (
          <li
            key={one.phase}
            className={classes.phase}
            data-over={over || undefined}
            data-here={here || undefined}
            aria-current={here ? 'step' : undefined}
          >
            <span className={classes.phaseDot} aria-hidden="true">
              {over ? <IconCheck size={14} stroke={2.4} /> : index + 1}
            </span>
            <span className={classes.phaseWords}>
              <span className={classes.phaseName}>
                {t(`phase.${one.phase}`)}
                {over ? <span className={classes.hidden}> {t('phase.over')}</span> : null}
              </span>
              <time className={classes.phaseDate} dateTime={mine ? one.myUntilOn : one.untilOn}>
                {t('phase.until', { date: dates.date(mine ? one.myUntilOn : one.untilOn) })}
              </time>
              {mine && one.myUntilOn !== one.untilOn ? (
                <span className={classes.phaseDate}>{t('phase.extended')}</span>
              ) : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
