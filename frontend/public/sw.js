// Keeps the shell of the SPA on the device, so that it opens without a network. What was read of
// the API is kept by the SPA itself; this file never touches it.
const CACHE = 'erm-shell-1';
const MOST = 300;
const DOCUMENT = '/';
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
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
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
