import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { heldBallot, type Sent, sendSheet, sendWaiting, useTakeBallot, waitingSheets } from '@/lib/ballot';
import { useViewer } from '@/lib/session';
import type { Given } from './form';

/** What of a ballot lies in this browser: nothing, one to be filled in, or one that waits to be sent. */
export type Held = 'no' | 'ballot' | 'kept';

interface Invited {
  wave: { id: string };
  publicKey: string;
}

/** The viewer's ballot of one wave in this browser. */
export function useBallot({ wave, publicKey }: Invited) {
  const { t } = useTranslation('answering');
  const { personId } = useViewer();
  const taking = useTakeBallot();
  const [held, setHeld] = useState<Held>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  useEffect(() => {
    let gone = false;
    const look = async () => {
      // What waited may go out now.
      if ((await waitingSheets()).includes(wave.id)) await sendWaiting();
      const waits = (await waitingSheets()).includes(wave.id);
      const found = waits ? 'kept' : (await heldBallot(personId, wave.id)) ? 'ballot' : 'no';
      if (!gone) setHeld(found);
    };
    look().catch(() => {
      if (!gone) setHeld('no');
    });
    return () => {
      gone = true;
    };
  }, [personId, wave.id]);

  const { take: ask } = taking;
  const take = useCallback(async (): Promise<boolean> => {
    setPending(true);
    setError(undefined);
    try {
      const taken = await ask({ waveId: wave.id, publicKey });
      if (taken.ok) setHeld('ballot');
      else setError(taken.refusal?.message ?? taken.fault);
      return taken.ok;
    } catch {
      // What came back was no signature, or the browser cannot make one.
      setError(t('take.failed'));
      return false;
    } finally {
      setPending(false);
    }
  }, [ask, wave.id, publicKey, t]);

  /** Null where it did not go and does not wait: `error` says why, and what was answered stays. */
  const send = useCallback(
    async ({ answers, words, replies }: Given): Promise<Exclude<Sent, { kind: 'refused' }> | null> => {
      if (!(await take())) return null;
      setPending(true);
      try {
        const sheet = {
          answers: Object.fromEntries(
            Object.entries(answers).map(([id, answer]) => [
              id,
              typeof answer === 'object' ? [...answer] : answer,
            ]),
          ),
          words: { ...words },
          replies,
        };
        const sent = await sendSheet(personId, wave.id, sheet);
        if (sent.kind !== 'refused') return sent;
        setError(sent.message || t('send.refused'));
      } catch {
        setError(t('send.failed'));
      } finally {
        setPending(false);
      }
      return null;
    },
    [take, personId, wave.id, t],
  );

  return { held, pending, error, take, send };
}
