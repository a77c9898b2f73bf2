const SCRIPT = '/sw.js';

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
}

/** Keeps the shell on the device. Without it everything works, only not without a network. */
export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('erm', {
    createScriptURL: (url) => {
      if (url !== SCRIPT) throw new TypeError(`${url} is no script of ours`);
      return url;
    },
  });
  try {
    await navigator.serviceWorker.register(policy ? policy.createScriptURL(SCRIPT) : SCRIPT);
    const { active } = await navigator.serviceWorker.ready;
    // What was loaded before the worker stood at the door, and whatever is loaded from now on.
    new PerformanceObserver((list) => {
      const keep = list
        .getEntries()
        .map((entry) => new URL(entry.name))
        .filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'))
        .map((url) => url.pathname);
      if (keep.length > 0) active?.postMessage({ keep });
    }).observe({ type: 'resource', buffered: true });
  } catch (error) {
    console.warn('The shell is not kept for reading offline', error);
  }
}
