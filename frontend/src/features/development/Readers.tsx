import { Switch } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useWanted } from '@/lib/useWanted';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './development.module.css';
import { useSharePlan } from './plan/usePlanActs';

export const ReadersSectionFragment = graphql(`
  fragment ReadersSection_plan on DevelopmentPlan {
    id
    state
    sharedWithHr
    sharedWithMentor
    sharedWithManagersManager
    canShare
    version
    mentor {
      id
      name
    }
    person {
      id
      name
      isViewer
      manager {
        id
        name
        manager {
          id
          name
        }
      }
    }
    readers {
      reader
      person {
        id
        ...PersonLine_person
      }
    }
  }
`);

type Plan = DocumentType<typeof ReadersSectionFragment>;

interface ReadersSectionProps {
  plan: FragmentType<typeof ReadersSectionFragment>;
}

/** Exactly who reads the plan now and why, and the person's own choice of who else does. */
export function ReadersSection({ plan: masked }: ReadersSectionProps) {
  const plan = unmask(ReadersSectionFragment, masked);
  const { t } = useTranslation('development');
  return (
    <Section title={t('readers.title')}>
      <ul className={classes.readers}>
        {plan.readers.map(({ reader, person }) => (
          <li key={`${reader}${person?.id ?? ''}`}>
            {person ? (
              <PersonLine person={person} note={t(`reader.${reader}`)} />
            ) : (
              <span className={classes.reader}>{t(`reader.${reader}`)}</span>
            )}
          </li>
        ))}
      </ul>
      {plan.state === 'DRAFT' && plan.readers.length === 1 && plan.person.manager ? (
        <p className={classes.hint}>{t('readers.afterProposing', { name: plan.person.manager.name })}</p>
      ) : null}
      {plan.canShare ? <Sharing plan={plan} /> : null}
    </Section>
  );
}

type Shared = Record<'withHr' | 'withMentor' | 'withManagersManager', boolean>;

function Sharing({ plan }: { plan: Plan }) {
  const { t } = useTranslation('development');
  const share = useSharePlan();
  const hint = useId();
  const now: Shared = {
    withHr: plan.sharedWithHr,
    withMentor: plan.sharedWithMentor,
    withManagersManager: plan.sharedWithManagersManager,
  };
  // As text, for what was asked for is compared with what stands there.
  const { shown, want, revert } = useWanted(JSON.stringify(now));
  const chosen = JSON.parse(shown) as Shared;
  const above = plan.person.manager?.manager?.name;

  async function set(patch: Partial<Shared>, done: string) {
    const wanted = { ...chosen, ...patch };
    want(JSON.stringify(wanted));
    const outcome = await share.run({ input: { planId: plan.id, ...wanted, version: plan.version } });
    if (outcome.ok) {
      toast(done);
    } else {
      revert();
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
    }
  }

  return (
    <div className={classes.sharing} data-no-print>
      <p className={classes.subtitle}>{t('share.title')}</p>
      {plan.mentor ? (
        <Switch
          checked={chosen.withMentor}
          disabled={share.pending}
          label={t('share.mentor', { name: plan.mentor.name })}
          aria-describedby={hint}
          onChange={(event) => {
            const withMentor = event.currentTarget.checked;
            void set({ withMentor }, withMentor ? t('share.opened') : t('share.shut'));
          }}
        />
      ) : null}
      {above || chosen.withManagersManager ? (
        <Switch
          checked={chosen.withManagersManager}
          disabled={share.pending}
          label={above ? t('share.above', { name: above }) : t('reader.MANAGERS_MANAGER')}
          aria-describedby={hint}
          onChange={(event) => {
            const withManagersManager = event.currentTarget.checked;
            void set({ withManagersManager }, withManagersManager ? t('share.opened') : t('share.shut'));
          }}
        />
      ) : null}
      <Switch
        checked={chosen.withHr}
        disabled={share.pending}
        label={t('hr.label')}
        aria-describedby={hint}
        onChange={(event) => {
          const withHr = event.currentTarget.checked;
          void set({ withHr }, withHr ? t('hr.opened') : t('hr.shut'));
        }}
      />
      <p id={hint} className={classes.hint}>
        {plan.state === 'DRAFT' ? t('share.hintDraft') : t('share.hint')}
      </p>
    </div>
  );
}
