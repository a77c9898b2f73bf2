// Keeps the shell of the SPA on the device, so that it opens without a network. What was read of
// the API is kept by the SPA itself; this file never touches it. And shows the messages that the
// server sends to this browser: words and a path within the product, nothing that somebody wrote.
const CACHE = 'erm-shell-1';
const MOST = 300;
const DOCUMENT = '/';
// What a page noted for the time when no page is open (features/notifications/push/renewal.ts).
const PUSH = 'erm-push';
const PUSH_NOTE = '/push-renewal';
const NOTIFICATIONS = '/notifications';
const ANSWER_WITHIN_MS = 500;
const FIRST = [DOCUMENT, '/colour-scheme.js', '/icon.svg'];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FIRST))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE && name !== PUSH).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  const { keep } = event.data ?? {};
  if (!Array.isArray(keep)) return;
  event.waitUntil(Promise.all(keep.map((path) => hashed(new Request(path)).catch(() => undefined))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && request.destination === 'document') {
    event.respondWith(documentOf(request));
  } else if (pathname.startsWith('/assets/')) {
    // With a network the browser's own cache serves them, and preloading works.
    if (!self.navigator.onLine) event.respondWith(hashed(request));
  } else if (FIRST.includes(pathname)) {
    event.respondWith(fresh(request, pathname));
  }
});

/** A page: the newest document, or the one that was seen last. */
async function documentOf(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get('content-type')?.includes('text/html') && !answer.redirected) {
      const cache = await caches.open(CACHE);
      await cache.put(DOCUMENT, answer.clone());
    }
    return answer;
  } catch {
    return (await caches.match(DOCUMENT)) ?? Response.error();
  }
}

/** A file whose name holds its hash never changes. */
async function hashed(request) {
  const known = await caches.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
    await prune(cache);
  }
  return answer;
}

async function fresh(request, pathname) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(CACHE)).put(pathname, answer.clone());
    return answer;
  } catch {
    return (await caches.match(pathname)) ?? Response.error();
  }
}

/** The oldest files go first; they belong to versions that nobody runs any more. */
async function prune(cache) {
  const keys = (await cache.keys()).filter((key) => new URL(key.url).pathname.startsWith('/assets/'));
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
}

self.addEventListener('push', (event) => {
  const { words, path } = messageOf(event);
  event.waitUntil(
    self.registration.showNotification('erm', {
      body: words,
      icon: '/icon.svg',
      // Told twice of the same thing, it is shown once.
      tag: path,
      data: { path },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(pathWithin(event.notification.data?.path)));
});

// The browser took the old subscription away: the server is told of the new one, if it can be.
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew(event.newSubscription));
});

/** What a message says; one that cannot be read must be shown all the same. */
function messageOf(event) {
  try {
    const { words, path } = event.data.json();
    return { words: typeof words === 'string' ? words : '', path: pathWithin(path) };
  } catch {
    return { words: '', path: NOTIFICATIONS };
  }
}

/** A path of this product and of no other. */
function pathWithin(path) {
  if (typeof path !== 'string' || !path.startsWith('/')) return NOTIFICATIONS;
  const url = new URL(path, self.location.origin);
  return url.origin === self.location.origin ? `${url.pathname}${url.search}${url.hash}` : NOTIFICATIONS;
}

/** In a window that is open, without loading it again: somebody may be writing in it. Else in a new one. */
async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const best = windows.find((one) => one.focused) ?? windows[0];
  if (best && (await opens(best, path))) {
    await best.focus();
    return;
  }
  await self.clients.openWindow(path);
}

/** Whether a window says that it goes there; one where nobody is signed in does not. */
function opens(client, path) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(true);
    setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
    client.postMessage({ open: path }, [port2]);
  });
}

/** The page that is opened next does it where this does not work. */
async function renew(given) {
  const note = await (await caches.match(PUSH_NOTE, { cacheName: PUSH }))?.json();
  if (!note) return;
  const { key, device, documentId, operationName } = note;
  const subscription =
    given ??
    (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = subscription.toJSON();
  await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({
      documentId,
      operationName,
      variables: { input: { endpoint, p256dh: keys.p256dh, auth: keys.auth, device } },
    }),
  });
}
