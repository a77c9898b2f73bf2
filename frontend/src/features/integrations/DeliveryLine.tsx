import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { DateTimeText, RelativeTime } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import classes from './integrations.module.css';
import { useReplay } from './useIntegrations';

export const DeliveryLineFragment = graphql(`
  fragment DeliveryLine_delivery on Delivery {
    id
    event
    eventId
    state
    attempts
    nextAt
    createdAt
    body
    canReplay
    tries {
      at
      status
      problem
      milliseconds
      answer
    }
  }
`);

/** One line of the log: what, where it stands, and on request every try and what was sent. */
export function DeliveryLine({ delivery: masked }: { delivery: FragmentType<typeof DeliveryLineFragment> }) {
  const delivery = unmask(DeliveryLineFragment, masked);
  const { t } = useTranslation('integrations');
  const replay = useReplay();
  const event = t(`event.${delivery.event}`);
  return (
    <li className={classes.delivery}>
      <div className={classes.head}>
        <span className={classes.grow}>
          <span className={classes.event}>{event}</span>
          <span className={classes.note}>
            <RelativeTime at={delivery.createdAt} />
            {' · '}
            {t('tries', { count: delivery.attempts })}
          </span>
        </span>
        <span className={classes.status} data-tone={delivery.state}>
          <span className={classes.mark}>{t(`state.${delivery.state}`)}</span>
        </span>
        {delivery.canReplay ? (
          <Button
            variant="default"
            loading={replay.pending}
            aria-label={t('replayNamed', { event })}
            onClick={() =>
              void replay.run({ input: { deliveryId: delivery.id } }).then((outcome) => {
                if (outcome.ok) toast(t('replayed'));
              })
            }
          >
            {t('replay')}
          </Button>
        ) : null}
      </div>
      {delivery.nextAt && delivery.attempts > 0 ? (
        <p className={classes.note}>
          {t('next')} <DateTimeText at={delivery.nextAt} />
        </p>
      ) : null}
      <FormError>{replay.error()}</FormError>
      <details className={classes.details}>
        <summary>{t('details')}</summary>
        <dl className={classes.facts}>
          <dt>{t('eventId')}</dt>
          <dd>
            <code>{delivery.eventId}</code>
          </dd>
        </dl>
        {delivery.tries.length > 0 ? (
          <ol className={classes.tries} aria-label={t('attempts')}>
            {delivery.tries.map((one, index) => (
              <li key={index}>
                <DateTimeText at={one.at} />
                {' · '}
                {one.status ? t('status', { status: one.status }) : (one.problem ?? t('accepted'))}
                {one.status && one.problem ? ` · ${one.problem}` : null}
                {' · '}
                {t('took', { milliseconds: one.milliseconds })}
                {one.answer ? <pre className={classes.said}>{one.answer}</pre> : null}
              </li>
            ))}
          </ol>
        ) : null}
        {delivery.body ? (
          <>
            <p className={classes.note}>{t('body')}</p>
            <pre className={classes.said}>{delivery.body}</pre>
          </>
        ) : (
          <p className={classes.note}>{t('bodyGone')}</p>
        )}
      </details>
    </li>
  );
}
