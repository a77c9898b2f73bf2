import { SubscribePush } from './wire';

const CACHE = 'erm-push';
const NOTE = '/push-renewal';

/**
 * Notes for the service worker what it needs when the browser changes a subscription while no page
 * is open: the key, and how the server is told. The worker knows no operations by itself.
 */
export async function noteForWorker(key: string, device: string): Promise<void> {
  const { documentId } = SubscribePush as { documentId?: string };
  const note = { key, device, documentId, operationName: 'SubscribePush' };
  const cache = await caches.open(CACHE);
  await cache.put(NOTE, new Response(JSON.stringify(note), { headers: { 'content-type': 'application/json' } }));
}

export async function forgetNote(): Promise<void> {
  await caches.delete(CACHE);
}
