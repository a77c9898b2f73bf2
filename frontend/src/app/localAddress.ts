/** The address inside erm to go to next; home for anything that would lead elsewhere. */
export function localAddress(wanted: string | null): string {
  if (!wanted?.startsWith('/')) return '/';
  try {
    const here = 'https://erm.invalid';
    const url = new URL(wanted, here);
    return url.origin === here ? `${url.pathname}${url.search}${url.hash}` : '/';
  } catch {
    return '/';
  }
}
