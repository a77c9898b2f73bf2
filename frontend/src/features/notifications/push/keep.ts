import type { Client } from 'urql';
import { keptPush } from '@/lib/keptPush';
import { existing, subscribe, unsubscribe } from './browser';
import { forgetNote, noteForWorker } from './renewal';
import { tell } from './wire';

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
 * Nobody is signed in any more: nothing may be shown here. What ends at the browser's own message
 * service the server hears of by itself; whoever comes back finds it switched on.
 */
export async function silencePush(): Promise<void> {
  try {
    await forgetNote();
    await unsubscribe();
  } catch (error) {
    console.warn('Messages of the browser could not be ended', error);
  }
}
