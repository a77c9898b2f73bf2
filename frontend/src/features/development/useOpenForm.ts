import { useSearchParams } from 'react-router';

export const FORMS = [
  'draft',
  'for',
  'edit',
  'close',
  'propose',
  'add-goal',
  'edit-goal',
  'remove-goal',
  'check-in',
  'evidence',
  'add-focus',
  'edit-focus',
  'remove-focus',
  'mentor',
  'changes',
  'renew',
  'extend',
  'save-template',
] as const;
type FormName = (typeof FORMS)[number];

/** Which form is open stands in the address: `?edit`, `?check-in=<goal>`. */
export function useOpenForm() {
  const [search, setSearch] = useSearchParams();
  const name = FORMS.find((one) => search.has(one));

  function show(form: FormName | null, about: string) {
    const next = new URLSearchParams(search);
    for (const one of FORMS) next.delete(one);
    if (form) next.set(form, about);
    // From what a plan begins belongs to the form in which it is begun.
    else next.delete('template');
    setSearch(next, { replace: form === null });
  }

  return {
    form: name ?? null,
    /** What the form is about, e.g. the goal's id. */
    about: name ? (search.get(name) ?? '') : '',
    open: (form: FormName, about = '') => show(form, about),
    close: () => show(null, ''),
  };
}
