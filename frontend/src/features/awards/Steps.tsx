import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { Section } from '@/ui/Section';
import classes from './awards.module.css';

export const StepsFragment = graphql(`
  fragment Steps_award on Award {
    state
    nominationsFrom
    nominationsUntil
    votingUntil
    announcedAt
    nomineeCount
  }
`);

const ORDER = ['NOMINATING', 'VOTING', 'DECIDING', 'ANNOUNCED'] as const;

/** From nominations to the announcement: what is over, what is on, and until when. */
export function Steps({ award: masked }: { award: FragmentType<typeof StepsFragment> }) {
  const award = unmask(StepsFragment, masked);
  const { t } = useTranslation('awards');
  const dates = useDates();
  if (award.state === 'CANCELLED') return <p className={classes.cancelled}>{t('cancelled')}</p>;
  const here = ORDER.indexOf(award.state as (typeof ORDER)[number]);
  const notes = {
    NOMINATING: t('step.between', {
      from: dates.date(award.nominationsFrom),
      until: dates.date(award.nominationsUntil),
    }),
    VOTING: t('step.until', { day: dates.date(award.votingUntil) }),
    DECIDING: t('step.byHr'),
    ANNOUNCED: award.announcedAt ? dates.shortDay(award.announcedAt) : '',
  };
  return (
    <Section title={t('steps')} look="card">
      <ol className={classes.steps}>
        {ORDER.map((step, index) => {
          const over = index < here || (index === here && step === 'ANNOUNCED');
          return (
            <li
              key={step}
              className={classes.step}
              data-over={over || undefined}
              aria-current={index === here ? 'step' : undefined}
            >
              <span className={classes.dot} aria-hidden="true">
                {over ? <IconCheck size={14} stroke={2.5} /> : index + 1}
              </span>
              <span className={classes.stepWords}>
                <span className={classes.stepName}>{t(`step.${step}`)}</span>
                {notes[step] ? <span className={classes.small}>{notes[step]}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
      {award.nomineeCount === null ? null : (
        <p className={classes.small}>{t('nominees', { count: award.nomineeCount })}</p>
      )}
    </Section>
  );
}
