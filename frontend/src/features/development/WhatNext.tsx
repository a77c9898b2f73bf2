import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDates } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { ProgressBar } from '@/ui/ProgressBar';
import classes from './development.module.css';
import { QuietMark, StateMark } from './Marks';
import type { useOpenForm } from './useOpenForm';

export const WhatNextFragment = graphql(`
  fragment WhatNext_plan on DevelopmentPlan {
    id
    title
    state
    outcome
    endsOn
    progress
    quiet
    quietDays
    daysOver
    checkInEvery
    unseenChanges
    canAcknowledge
    canClose
    canRenew
    canExtend
    agreedByPersonAt
    agreedByManagerAt
    agreedManager {
      id
      name
      isViewer
    }
    closedAt
    closingNote
    canEdit
    canAgree
    person {
      id
      name
      isViewer
      manager {
        id
        name
        isViewer
      }
    }
    readers {
      reader
    }
  }
`);

type Plan = DocumentType<typeof WhatNextFragment>;

interface WhatNextProps {
  plan: FragmentType<typeof WhatNextFragment>;
  open: ReturnType<typeof useOpenForm>['open'];
}

/** Where the plan stands, in words, and what happens next. */
export function WhatNext({ plan: masked, open }: WhatNextProps) {
  const plan = unmask(WhatNextFragment, masked);
  const { t } = useTranslation('development');
  const sentence = useSentence(plan);
  return (
    <div className={classes.next} data-yours={plan.canAgree || undefined} data-state={plan.state}>
      <p className={classes.meta}>
        <StateMark state={plan.state} outcome={plan.outcome} />
        {plan.quiet ? <QuietMark days={plan.quietDays} /> : null}
      </p>
      <p className={classes.sentence}>{sentence}</p>
      {plan.state === 'CLOSED' && plan.closingNote ? <Markdown>{plan.closingNote}</Markdown> : null}
      {plan.progress !== null && (plan.state === 'ACTIVE' || plan.state === 'EXPIRED' || (plan.state === 'CLOSED' && plan.progress > 0)) ? (
        <ProgressBar value={plan.progress} label={t('progress.of', { what: plan.title })} />
      ) : null}
      {plan.state === 'EXPIRED' && (plan.canRenew || plan.canExtend || plan.canClose) ? (
        <div className={classes.buttons} data-no-print>
          {plan.canRenew ? (
            <Button onClick={() => open('renew')}>
              {t('renew.open')}
            </Button>
          ) : null}
          {plan.canExtend ? (
            <Button variant="light" onClick={() => open('extend')}>
              {t('extend.open')}
            </Button>
          ) : null}
          {plan.canClose ? (
            <Button variant="light" onClick={() => open('close')}>
              {t('close.open')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {plan.unseenChanges > 0 ? (
        <div className={classes.unseen}>
          <p>{t('changes.unseen', { count: plan.unseenChanges })}</p>
          <Button variant="default" data-no-print onClick={() => open('changes')}>
            {t('changes.look')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function useSentence(plan: Plan): string {
  const { t } = useTranslation('development');
  const dates = useDates();
  const { person } = plan;
  const manager = person.manager?.name;
  const other = person.isViewer ? manager : person.name;

  switch (plan.state) {
    case 'DRAFT': {
      const both = plan.readers.some((line) => line.reader === 'MANAGER');
      if (!other) return t('next.draftAlone');
      return both ? t('next.draftBoth', { name: other }) : t('next.draft', { name: other });
    }
    case 'PROPOSED': {
      if (!plan.canEdit) return t('next.proposedReader', { name: person.name });
      if (!other) return t('next.proposedAlone');
      // The other side's signature, of somebody who is still the manager.
      const agreed = person.isViewer
        ? plan.agreedManager !== null && plan.agreedManager.id === person.manager?.id
        : plan.agreedByPersonAt !== null;
      if (!plan.canAgree) return t('next.proposedWaiting', { name: other });
      return agreed
        ? t('next.proposedToYou', { name: other })
        : t('next.proposedBoth', { name: other });
    }
    case 'EXPIRED':
      return t('next.expired', { count: plan.daysOver, date: dates.date(plan.endsOn) });
    case 'ACTIVE': {
      const count = plan.checkInEvery;
      const until = dates.date(plan.endsOn);
      const at = plan.agreedByManagerAt ?? plan.agreedByPersonAt;
      const later =
        at && plan.agreedByPersonAt && plan.agreedByPersonAt > at ? plan.agreedByPersonAt : at;
      const date = later ? dates.shortDay(later) : '';
      if (!plan.agreedManager) return t('next.activeAlone', { count, date, until });
      if (!plan.canEdit) {
        return t('next.activeReader', {
          name: person.name,
          manager: plan.agreedManager.name,
          date,
          until,
        });
      }
      const name = person.isViewer ? plan.agreedManager.name : person.name;
      // A manager who came later did not agree themselves.
      if (!person.isViewer && !plan.agreedManager.isViewer) {
        return t('next.activeBefore', { count, name, manager: plan.agreedManager.name, date, until });
      }
      return t('next.active', { count, name, date, until });
    }
    case 'CLOSED':
      return t('next.closed', { date: plan.closedAt ? dates.shortDay(plan.closedAt) : '' });
  }
}
