import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Section } from '@/ui/Section';
import { PhaseLine } from '../parts/PhaseLine';
import { Terms } from './Terms';
import classes from './hr.module.css';

export const CycleForEverybodyFragment = graphql(`
  fragment CycleForEverybody_cycle on Cycle {
    description
    timeZone
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
      <Section title={t('terms.title')}>
        <Terms terms={cycle.terms} hash={cycle.termsHash} />
      </Section>
    </div>
  );
}
