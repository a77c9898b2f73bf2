/**
 * What the browser has of push: its subscription, made for the installation's key. Only this file
 * speaks to it.
 */

export type Support = 'yes' | 'refused' | 'unsupported';

export interface BrowserSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** The person did not allow it when the browser asked. */
export class NotAllowed extends Error {}

/** Whether this browser can show messages of ours. */
export function support(): Support {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return 'unsupported';
  }
  return Notification.permission === 'denied' ? 'refused' : 'yes';
}

/** The worker that shows them, or nothing where there is none (yet). */
async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.getRegistration();
}

/** The subscription that the browser has already, whatever the server knows of it. */
export async function existing(key: string): Promise<BrowserSubscription | null> {
  const found = await (await worker())?.pushManager.getSubscription();
  return found && madeFor(found, key) ? told(found) : null;
}

/** Asks for permission, if it was not given yet, and subscribes. Throws `NotAllowed`, or what the browser throws. */
export async function subscribe(key: string): Promise<BrowserSubscription> {
  if ((await Notification.requestPermission()) !== 'granted') throw new NotAllowed();
  const registration = await worker();
  if (!registration) throw new Error('There is no service worker');
  const before = await registration.pushManager.getSubscription();
  if (before && madeFor(before, key)) return told(before);
  await before?.unsubscribe();
  const found = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(key),
  });
  return told(found);
}

/** Ends the browser's subscription, so that nothing can arrive any more; the address it had. */
export async function unsubscribe(): Promise<string | null> {
  const found = await (await worker())?.pushManager.getSubscription();
  await found?.unsubscribe();
  return found?.endpoint ?? null;
}

function told(subscription: PushSubscription): BrowserSubscription {
  const { keys } = subscription.toJSON();
  return {
    endpoint: subscription.endpoint,
    p256dh: keys?.['p256dh'] ?? '',
    auth: keys?.['auth'] ?? '',
  };
}

function madeFor(subscription: PushSubscription, key: string): boolean {
  const made = subscription.options.applicationServerKey;
  // Some browsers do not say for which key.
  return !made || base64url(new Uint8Array(made)) === key.replace(/=+$/u, '');
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
}

function base64url(data: Uint8Array): string {
  return btoa(String.fromCharCode(...data))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/u, '');
}
