/** What a link to this form can say beforehand. */
export interface Prefill {
  personIds: string[];
  groups: { kind: 'TEAM' | 'DEPARTMENT'; id: string }[];
  value: string;
  message: string;
}

const NAMES = ['give', 'to', 'team', 'department', 'value', 'message'] as const;
/** A link is no place for more; the API takes as much. */
const LONGEST = 2000;
const MOST = 20;

/** What an address asks to be filled in, or null where it does not open the form. */
export function prefillOf(search: URLSearchParams): Prefill | null {
  if (!search.has('give') && !search.has('to')) return null;
  const giving = search.has('give');
  const filled = (name: string) => [...new Set(search.getAll(name))].filter(Boolean).slice(0, MOST);
  return {
    personIds: filled('to'),
    groups: giving
      ? [
          ...filled('team').map((id) => ({ kind: 'TEAM' as const, id })),
          ...filled('department').map((id) => ({ kind: 'DEPARTMENT' as const, id })),
        ]
      : [],
    value: giving ? (search.get('value') ?? '') : '',
    message: (search.get('message') ?? '').slice(0, LONGEST),
  };
}

/** The address without it: words that somebody typed stay in no history. */
export function withoutPrefill(search: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(search);
  // `value` filters the feed unless a form is asked for.
  for (const name of search.has('give') ? NAMES : ['to', 'message']) rest.delete(name);
  return rest;
}

/** A link that opens the form with this in it, for whoever follows it. */
export function linkTo(origin: string, path: string, filled: Prefill): string {
  const url = new URL(path, origin);
  url.searchParams.set('give', '');
  for (const id of filled.personIds) url.searchParams.append('to', id);
  for (const { kind, id } of filled.groups) url.searchParams.append(kind.toLowerCase(), id);
  if (filled.value) url.searchParams.set('value', filled.value);
  if (filled.message.trim()) url.searchParams.set('message', filled.message);
  return url.href;
}
