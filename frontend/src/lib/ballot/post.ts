import i18next from 'i18next';

const BLOCK = 4096;

/** JSON filled up with spaces, so that the length on the wire says little of what was written. */
export function padded(value: unknown): string {
  const text = JSON.stringify(value);
  const bytes = new TextEncoder().encode(text).length;
  return text + ' '.repeat(Math.ceil(bytes / BLOCK) * BLOCK - bytes);
}

export type Posted =
  | { kind: 'answered'; body: unknown }
  | { kind: 'refused'; status: number; code: string; message: string; field: string | null }
  /** No network, too many at once, or something is wrong with the server: worth another try. */
  | { kind: 'unreachable' };

/**
 * Sends what must not say who sends it: without cookies, without the page's address, and, because of
 * that, over another connection than all that is sent with them. Never throws.
 */
export async function postAsNobody(path: string, body: string): Promise<Posted> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', 'Accept-Language': i18next.language },
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
    if (response.ok) return { kind: 'answered', body: await response.json() };
    if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
    const said = (await response.json()) as { code?: string; message?: string; field?: string | null };
    return {
      kind: 'refused',
      status: response.status,
      code: said.code ?? '',
      message: said.message ?? '',
      field: said.field ?? null,
    };
  } catch {
    return { kind: 'unreachable' };
  }
}
