import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { PhaseLine } from '../parts/PhaseLine';
import { Terms } from './Terms';
import classes from './hr.module.css';

export const CycleForEverybodyFragment = graphql(`
  fragment CycleForEverybody_cycle on Cycle {
    id
    description
    timeZone
    calibrationSessions {
      id
      name
      state
    }
    termsHash
    terms {
      perspective
      text
    }
    ...PhaseLine_cycle
  }
`);

/** What those whom a cycle concerns read of it: when what is, and what they are promised. */
export function CycleForEverybody({
  cycle: masked,
}: {
  cycle: FragmentType<typeof CycleForEverybodyFragment>;
}) {
  const { t } = useTranslation('cycles');
  const cycle = unmask(CycleForEverybodyFragment, masked);
  return (
    <div className={classes.stack}>
      {cycle.description ? <p>{cycle.description}</p> : null}
      <Section title={t('phase.line')}>
        <PhaseLine cycle={cycle} mine />
        <p className={classes.hint}>{t('overview.zone', { zone: cycle.timeZone })}</p>
      </Section>
      {cycle.calibrationSessions.length > 0 ? (
        <Section title={t('session.yours')}>
          <List label={t('session.yours')}>
            {cycle.calibrationSessions.map((session) => (
              <li key={session.id} className={classes.line}>
                <Link
                  className={`${classes.name} ${classes.grow}`}
                  to={paths.calibrationSession(cycle.id, session.id)}
                >
                  {session.name}
                </Link>
                <span className={classes.note}>{t(`session.${session.state}`)}</span>
              </li>
            ))}
          </List>
        </Section>
      ) : null}
      <Section title={t('terms.title')}>
        <Terms terms={cycle.terms} hash={cycle.termsHash} />
      </Section>
    </div>
  );
}
