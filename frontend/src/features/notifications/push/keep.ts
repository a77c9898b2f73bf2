import type { Client } from 'urql';
import { keptPush } from '@/lib/keptPush';
import { existing, subscribe, unsubscribe } from './browser';
import { forgetNote, noteForWorker } from './renewal';
import { UnsubscribePush, tell } from './wire';

/**
 * Once a visit: what the browser changed since the last one, or what ended when its person was
 * signed out, is told to the server again. It never asks for permission.
 */
export async function keepPush(client: Client, personId: string): Promise<void> {
  const kept = keptPush.read();
  if (!kept || kept.personId !== personId || Notification.permission !== 'granted') return;
  try {
    const there = await existing(kept.key);
    // A newer version of erm may be told in another way.
    await noteForWorker(kept.key, kept.device);
    if (there?.endpoint === kept.endpoint) return;
    const now = there ?? (await subscribe(kept.key));
    const id = await tell(client, now, kept.device);
    if (id) keptPush.write({ ...kept, endpoint: now.endpoint, id });
  } catch (error) {
    console.warn('Messages of the browser could not be renewed', error);
  }
}

/**
 * Before somebody signs out here: the server sends nothing to this browser any more, and the browser
 * shows nothing. What this device remembers stays, so that whoever comes back finds it switched on.
 */
export async function endPush(client: Client, personId: string): Promise<void> {
  const kept = keptPush.read();
  if (kept?.personId !== personId) return;
  const { error } = await client
    .mutation(UnsubscribePush, { input: { endpoint: kept.endpoint } }, { quiet: true })
    .toPromise();
  if (error) console.warn('The server still knows this browser', error);
  await silencePush();
}

/**
 * Nobody is signed in any more: nothing may be shown here. Whose session ended elsewhere could not
 * tell the server any more; it hears of it from the browser's own message service.
 */
export async function silencePush(): Promise<void> {
  try {
    await forgetNote();
    await unsubscribe();
  } catch (error) {
    console.warn('Messages of the browser could not be ended', error);
  }
}
