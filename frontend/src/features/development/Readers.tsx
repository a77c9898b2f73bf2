import { Switch } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useWanted } from '@/lib/useWanted';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './development.module.css';
import { useEditPlan } from './usePlans';

export const ReadersSectionFragment = graphql(`
  fragment ReadersSection_plan on DevelopmentPlan {
    id
    title
    focus
    startsOn
    endsOn
    state
    sharedWithHr
    canEdit
    version
    person {
      id
      name
      isViewer
      manager {
        id
        name
      }
    }
    visibleTo {
      id
      ...PersonLine_person
    }
  }
`);

interface ReadersSectionProps {
  plan: FragmentType<typeof ReadersSectionFragment>;
}

/** Exactly who reads the plan now, and the person's own switch for HR. */
export function ReadersSection({ plan: masked }: ReadersSectionProps) {
  const plan = unmask(ReadersSectionFragment, masked);
  const { t } = useTranslation('development');
  const edit = useEditPlan();
  const { shown, want, revert } = useWanted(plan.sharedWithHr);
  const hint = useId();
  const mine = plan.person.isViewer;

  async function share(sharedWithHr: boolean) {
    want(sharedWithHr);
    const { id: planId, title, focus, startsOn, endsOn, version } = plan;
    const outcome = await edit.run({
      input: { planId, title, focus, startsOn, endsOn, sharedWithHr, version },
    });
    if (outcome.ok) {
      toast(sharedWithHr ? t('hr.opened') : t('hr.shut'));
    } else {
      revert();
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
    }
  }

  return (
    <Section title={t('readers.title')}>
      <ul className={classes.readers}>
        {plan.visibleTo.map((person) => (
          <li key={person.id}>
            <PersonLine person={person} />
          </li>
        ))}
      </ul>
      {plan.state === 'DRAFT' && plan.visibleTo.length === 1 && plan.person.manager ? (
        <p className={classes.hint}>{t('readers.afterProposing', { name: plan.person.manager.name })}</p>
      ) : null}
      {mine && plan.canEdit ? (
        <div className={classes.sharing}>
          <Switch
            checked={shown}
            label={t('hr.label')}
            aria-describedby={hint}
            onChange={(event) => void share(event.currentTarget.checked)}
          />
          <p id={hint} className={classes.hint}>
            {plan.state === 'DRAFT' ? t('hr.hintDraft') : t('hr.hint')}
          </p>
        </div>
      ) : (
        <p className={classes.hint}>{plan.sharedWithHr ? t('hr.reads') : t('hr.readsNot')}</p>
      )}
    </Section>
  );
}
