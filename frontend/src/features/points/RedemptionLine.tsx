import { Button } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { toast } from '@/ui/toast';
import classes from './points.module.css';
import { useCancelRedemption } from './usePoints';

export const RedemptionFragment = graphql(`
  fragment RedemptionLine_redemption on Redemption {
    id
    rewardName
    cost
    state
    note
    reason
    createdAt
    decidedAt
    fulfilledAt
    version
    canCancel
    canDecide
    canFulfil
    person {
      id
      name
      isViewer
      ...PersonLine_person
    }
    decidedBy {
      id
      name
    }
  }
`);

export type RedemptionOf = DocumentType<typeof RedemptionFragment>;

interface RedemptionLineProps {
  redemption: FragmentType<typeof RedemptionFragment>;
  /** In HR's queue: whose wish it is, and what HR can do. */
  acts?: (redemption: RedemptionOf) => ReactNode;
}

/** A wish for a reward and where it stands. */
export function RedemptionLine({ redemption: masked, acts }: RedemptionLineProps) {
  const redemption = unmask(RedemptionFragment, masked);
  const { t } = useTranslation('points');
  const cancel = useCancelRedemption();
  const { id, version, rewardName, state } = redemption;

  async function takeBack() {
    const outcome = await cancel.run({ input: { redemptionId: id, version } });
    toast(
      outcome.ok
        ? t('redemption.cancelled', { count: redemption.cost })
        : (outcome.refusal?.message ?? outcome.fault ?? ''),
    );
  }

  return (
    <li className={classes.redemption}>
      <div className={classes.redemptionHead}>
        {acts ? (
          <PersonLine person={redemption.person} size="sm" />
        ) : (
          <span className={classes.rewardName}>{rewardName}</span>
        )}
        <span className={classes.state} data-state={state}>
          {t(`state.${state}`)}
        </span>
      </div>
      {acts ? <span className={classes.rewardName}>{rewardName}</span> : null}
      <span className={classes.small}>
        {t('count', { count: redemption.cost })} · <RelativeTime at={redemption.createdAt} />
        {redemption.decidedBy ? ` · ${t('redemption.by', { name: redemption.decidedBy.name })}` : ''}
      </span>
      {redemption.note ? <p className={classes.words}>{redemption.note}</p> : null}
      {redemption.reason ? (
        <p className={classes.reason}>{t('redemption.reason', { reason: redemption.reason })}</p>
      ) : null}
      {acts && state === 'REQUESTED' && !redemption.canDecide ? (
        <p className={classes.small}>
          {redemption.person.isViewer ? t('queue.own') : t('queue.notYours')}
        </p>
      ) : null}
      <div className={classes.acts}>
        {acts?.(redemption)}
        {redemption.canCancel ? (
          <Button
            variant={acts ? 'subtle' : 'default'}
            color={acts ? 'gray' : undefined}
            loading={cancel.pending}
            aria-label={
              acts
                ? t('queue.cancelOf', { name: redemption.person.name, reward: rewardName })
                : t('redemption.cancelOf', { name: rewardName })
            }
            onClick={() => void takeBack()}
          >
            {acts ? t('queue.cancel') : t('redemption.cancel')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
