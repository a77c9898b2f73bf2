import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { AwardFormFragment } from './AwardDialog';
import classes from './awards.module.css';
import { useAdvanceAward, useCancelAward, useOpenAward } from './useAwards';

const AwardDialog = lazy(() => import('./AwardDialog'));

export const AwardActsFragment = graphql(`
  fragment AwardActs_award on Award {
    id
    state
    version
    canEdit
    canAnnounce
    jurors {
      id
    }
    ...AwardForm_award
  }
`);

/** What HR can do with an award besides announcing it. */
export function AwardActs({ award: masked }: { award: FragmentType<typeof AwardActsFragment> }) {
  const award = unmask(AwardActsFragment, masked);
  const { t } = useTranslation(['awards', 'common']);
  const open = useOpenAward();
  const advance = useAdvanceAward();
  const cancel = useCancelAward();
  const [editing, setEditing] = useState(false);
  const [sure, setSure] = useState(false);
  const { id: awardId, state, version } = award;
  // Once the jury has voted nothing can be changed any more, but it can still be called off.
  if (!award.canEdit && !award.canAnnounce) return null;

  const say = (outcome: { ok: boolean; refusal?: { message: string }; fault?: string }, done: string) =>
    toast(outcome.ok ? done : (outcome.refusal?.message ?? outcome.fault ?? ''));
  const next = () => advance.run({ input: { awardId, version } });

  return (
    <Section title={t('acts.title')} look="card">
      {award.jurors.length === 0 ? <p className={classes.small}>{t('acts.noJury')}</p> : null}
      <div className={classes.actsDown}>
        {state === 'DRAFT' ? (
          <Button
            loading={open.pending}
            onClick={() =>
              void open
                .run({ input: { awardId, version } })
                .then((outcome) => say(outcome, t('acts.opened')))
            }
          >
            {t('acts.open')}
          </Button>
        ) : null}
        {state === 'NOMINATING' ? (
          <Button
            variant="default"
            loading={advance.pending}
            onClick={() => void next().then((outcome) => say(outcome, t('acts.nominationsClosed')))}
          >
            {t('acts.closeNominations')}
          </Button>
        ) : null}
        {state === 'VOTING' ? (
          <Button
            variant="default"
            loading={advance.pending}
            onClick={() => void next().then((outcome) => say(outcome, t('acts.votingClosed')))}
          >
            {t('acts.closeVoting')}
          </Button>
        ) : null}
        {award.canEdit ? (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('acts.edit')}
          </Button>
        ) : null}
        {sure ? (
          <div className={classes.sure} role="alert">
            <span>{t('acts.sure')}</span>
            <Button
              color="red"
              loading={cancel.pending}
              onClick={() =>
                void cancel.run({ input: { awardId, version } }).then((outcome) => {
                  setSure(false);
                  say(outcome, t('acts.cancelled'));
                })
              }
            >
              {t('acts.cancel')}
            </Button>
            <Button variant="default" onClick={() => setSure(false)}>
              {t('acts.keep')}
            </Button>
          </div>
        ) : (
          <Button variant="subtle" color="red" onClick={() => setSure(true)}>
            {t('acts.cancel')}
          </Button>
        )}
      </div>
      {editing ? (
        <Suspense fallback={null}>
          <AwardDialog award={unmask(AwardFormFragment, award)} onClose={() => setEditing(false)} />
        </Suspense>
      ) : null}
    </Section>
  );
}
