import { useNavigate, useSearchParams } from 'react-router';

const NAME = 'thank';

/** Thanking somebody over any page stands in its address: `?thank=<person>`; without a person, just `?thank`. */
export function useThanking() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  return {
    /** Whom; an empty text is nobody in particular, null: nobody is being thanked. */
    wanted: search.get(NAME),
    open: (personId = '') => {
      const next = new URLSearchParams(location.search);
      next.set(NAME, personId);
      void navigate({ search: `?${next}` }, { preventScrollReset: true });
    },
    close: () => {
      const next = new URLSearchParams(search);
      next.delete(NAME);
      setSearch(next, { replace: true, preventScrollReset: true });
    },
  };
}
