import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { PersonLine } from '@/ui/PersonLine';
import { toast } from '@/ui/toast';
import { Load } from './Load';
import classes from './nominations.module.css';
import { useRemoveNomination, useResendGuestLink, useUndoNominationRefusal } from './useNominations';

const RejectDialog = lazy(() => import('./RejectDialog'));

export const NominatedLineFragment = graphql(`
  fragment NominatedLine_review on NominatedReview {
    id
    perspective
    guestName
    guestEmail
    state
    reason
    load
    overloaded
    canReject
    canUndo
    canRemove
    rater {
      id
      name
      ...PersonLine_person
    }
  }
`);

interface NominatedLineProps {
  review: FragmentType<typeof NominatedLineFragment>;
  /** Whether the choice was sent on. */
  sent: boolean;
  /** Whether it is the viewer's to approve or refuse now. */
  deciding: boolean;
}

/** Somebody on the list: who, how it stands with them, how much they have to write already. */
export function NominatedLine({ review: masked, sent, deciding }: NominatedLineProps) {
  const review = unmask(NominatedLineFragment, masked);
  const { t } = useTranslation(['reviews', 'common']);
  const [rejecting, setRejecting] = useState(false);
  const remove = useRemoveNomination();
  const undo = useUndoNominationRefusal();
  const resend = useResendGuestLink();
  const name = review.rater?.name ?? review.guestName ?? '';
  const state =
    review.state === 'PROPOSED' && !sent ? t('rater.DRAFT') : t(`rater.${review.state}`);

  const tell = (words: string) => (outcome: { ok: boolean; refusal?: { message: string }; fault?: string }) =>
    toast(outcome.ok ? words : (outcome.refusal?.message ?? outcome.fault ?? ''));

  return (
    <li className={classes.line}>
      <div className={classes.who}>
        {review.rater ? (
          <PersonLine person={review.rater} />
        ) : (
          <span className={classes.guest}>
            <IconMail size={22} stroke={1.6} aria-hidden="true" />
            <span className={classes.guestWords}>
              <span className={classes.name}>{review.guestName}</span>
              <span className={classes.quiet}>
                {review.guestEmail ? t('rater.guestAt', { email: review.guestEmail }) : t('rater.guest')}
              </span>
            </span>
          </span>
        )}
      </div>
      <div className={classes.how}>
        <span className={classes.mark} data-state={review.state}>
          {state}
        </span>
        {review.rater ? <Load load={review.load} overloaded={review.overloaded} /> : null}
        {review.reason ? <span className={classes.reason}>{t('rater.reason', { reason: review.reason })}</span> : null}
      </div>
      <div className={classes.buttons}>
        {review.canRemove ? (
          <Button
            variant="default"
            loading={remove.pending}
            aria-label={t('rater.removeThis', { name })}
            onClick={() =>
              void remove
                .run({ input: { reviewId: review.id } })
                .then(tell(t('rater.removed', { name })))
            }
          >
            {t('rater.remove')}
          </Button>
        ) : null}
        {review.canReject && deciding ? (
          <Button
            variant="default"
            aria-label={t('reject.this', { name })}
            onClick={() => setRejecting(true)}
          >
            {t('reject')}
          </Button>
        ) : null}
        {review.canUndo ? (
          <Button
            variant="default"
            loading={undo.pending}
            onClick={() =>
              void undo.run({ input: { reviewId: review.id } }).then(tell(t('reject.undone', { name })))
            }
          >
            {t('common:action.undo')}
          </Button>
        ) : null}
        {!review.rater && (review.state === 'ASSIGNED' || review.state === 'STARTED') ? (
          <Button
            variant="subtle"
            loading={resend.pending}
            aria-label={t('rater.resendThis', { name })}
            onClick={() =>
              void resend.run({ input: { reviewId: review.id } }).then(tell(t('rater.resent', { name })))
            }
          >
            {t('rater.resend')}
          </Button>
        ) : null}
      </div>
      <Suspense fallback={null}>
        {rejecting ? (
          <RejectDialog reviewId={review.id} name={name} onClose={() => setRejecting(false)} />
        ) : null}
      </Suspense>
    </li>
  );
}
