/**
 * Whether the server has another build of the SPA than the one that runs here. Then the files of
 * pages that were not visited yet are gone, and only loading anew helps.
 */
export async function isNewVersionOut(): Promise<boolean> {
  const entry = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src;
  if (!entry) return false;
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    return answer.ok && !(await answer.text()).includes(new URL(entry).pathname);
  } catch {
    return false;
  }
}
