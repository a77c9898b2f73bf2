import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { keptPush } from '@/lib/keptPush';
import { useViewer } from '@/lib/session';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { NotAllowed, existing, subscribe, support, unsubscribe } from '../push/browser';
import { deviceOf } from '../push/deviceName';
import { forgetNote, noteForWorker } from '../push/renewal';
import { SubscribePush, UnsubscribePush } from '../push/wire';
import classes from './choices.module.css';

export const PushSettingsFragment = graphql(`
  fragment PushSettings_choices on NotificationChoices {
    pushKey
    pushDevices {
      id
      device
      createdAt
    }
  }
`);

/** Messages of the browser: here, and on other devices. Permission is asked for only when one wants them. */
export function PushSettings({ choices: masked }: { choices: FragmentType<typeof PushSettingsFragment> }) {
  const { pushKey, pushDevices } = unmask(PushSettingsFragment, masked);
  const { t } = useTranslation('reach');
  const dates = useDates();
  const remove = useCommand(UnsubscribePush);
  const here = useHere(pushKey ?? null, pushDevices);

  const forget = async (id: string, device: string) => {
    const outcome = await remove.run({ input: { id } });
    if (!outcome.ok) return;
    if (id === here) await endHere();
    toast(t('push.removed', { device }));
  };

  return (
    <Section title={t('push.title')} look="card">
      <p className={classes.text}>{t('push.lead')}</p>
      {pushKey ? (
        <ThisBrowser pushKey={pushKey} here={here} />
      ) : (
        <p>{t('push.serverOff')}</p>
      )}
      {pushDevices.length > 0 ? (
        <div className={classes.part}>
          <h3 className={classes.partTitle}>{t('push.devices')}</h3>
          <ul className={classes.devices}>
            {pushDevices.map(({ id, device, createdAt }) => (
              <li key={id} className={classes.device}>
                <span className={classes.name}>
                  {device}
                  {id === here ? <> ({t('push.this')})</> : null}
                  <br />
                  <span className={classes.hint}>{t('push.since', { day: dates.shortDay(createdAt) })}</span>
                </span>
                <Button
                  variant="default"
                  size="sm"
                  aria-label={t('push.removeNamed', { device })}
                  onClick={() => void forget(id, device)}
                >
                  {t('push.remove')}
                </Button>
              </li>
            ))}
          </ul>
          <FormError>{remove.error()}</FormError>
        </div>
      ) : null}
    </Section>
  );
}

/** Which of the devices this browser is, as far as both sides still know of each other. */
function useHere(pushKey: string | null, devices: readonly { id: string }[]): string | null {
  const { personId } = useViewer();
  const [here, setHere] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    const look = async () => {
      const kept = keptPush.read();
      const known = kept?.personId === personId && devices.some(({ id }) => id === kept.id) ? kept : null;
      const there =
        known && pushKey && support() === 'yes' ? await existing(pushKey).catch(() => null) : null;
      if (!over) setHere(known && there?.endpoint === known.endpoint ? known.id : null);
    };
    void look();
    return () => {
      over = true;
    };
  }, [devices, personId, pushKey]);
  return here;
}

/** This browser shows nothing any more, and forgets that it did. */
async function endHere(): Promise<void> {
  keptPush.forget();
  await forgetNote().catch(() => undefined);
  await unsubscribe().catch(() => undefined);
}

function ThisBrowser({ pushKey, here }: { pushKey: string; here: string | null }) {
  const { t } = useTranslation('reach');
  const { personId } = useViewer();
  const tell = useCommand(SubscribePush);
  const end = useCommand(UnsubscribePush);
  const [can, setCan] = useState(support);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<'dismissed' | 'failed' | null>(null);

  const begin = useCallback(async () => {
    setBusy(true);
    setProblem(null);
    try {
      const subscription = await subscribe(pushKey);
      const { browser, system } = deviceOf(navigator.userAgent);
      const device = t('push.deviceName', {
        browser: browser ?? t('push.someBrowser'),
        system: system ?? t('push.someSystem'),
      });
      const outcome = await tell.run({ input: { ...subscription, device } });
      // The newest comes first.
      const id = outcome.ok ? outcome.data.viewer.notificationChoices.pushDevices[0]?.id : undefined;
      if (!id) {
        await unsubscribe();
        return;
      }
      keptPush.write({ personId, key: pushKey, endpoint: subscription.endpoint, id, device });
      await noteForWorker(pushKey, device);
      toast(t('push.nowOn'));
    } catch (error) {
      const dismissed = error instanceof NotAllowed;
      if (!dismissed) console.warn('Messages of the browser could not be switched on', error);
      setProblem(dismissed ? 'dismissed' : 'failed');
    } finally {
      setCan(support());
      setBusy(false);
    }
  }, [pushKey, personId, t, tell]);

  const stop = async () => {
    const outcome = await end.run({ input: { id: here } });
    if (!outcome.ok) return;
    await endHere();
    toast(t('push.nowOff'));
  };

  let shown: ReactNode;
  if (can === 'unsupported') shown = <p>{t('push.unsupported')}</p>;
  else if (can === 'refused') shown = <p>{t('push.refused')}</p>;
  else if (here) {
    shown = (
      <>
        <p role="status">{t('push.here')}</p>
        <div>
          <Button variant="default" loading={end.pending} onClick={() => void stop()}>
            {t('push.off')}
          </Button>
        </div>
      </>
    );
  } else {
    shown = (
      <div>
        <Button variant="default" loading={busy} onClick={() => void begin()}>
          {t('push.on')}
        </Button>
      </div>
    );
  }
  return (
    <>
      {shown}
      <FormError>
        {problem && can === 'yes' ? t(`push.${problem}`) : (tell.error() ?? end.error())}
      </FormError>
    </>
  );
}
