import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Origin } from '@/gql/graphql';

const NAME = 'into-plan';
const ORIGINS: readonly Origin[] = ['FEEDBACK', 'ACTION_ITEM', 'PACKET', 'ASSESSMENT'];

/** From what a focus area or a goal is to be made. */
export interface IntoPlan {
  origin: Origin;
  /** Of the note, the promise, the packet (its cycle's participant) or the assessment. */
  sourceId: string;
  competencyId?: string | undefined;
  /** Whose plan; the viewer's unless told. Only a manager has somebody else's, from an assessment. */
  personId?: string | undefined;
  /** Words to begin with. They never stand in the address. */
  title?: string | undefined;
  why?: string | undefined;
}

/** Which one is open stands in the address of any page: `?into-plan=FEEDBACK.<id>`. */
export function useIntoPlan() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { intoPlan?: { title?: string; why?: string } } | null };
  const [origin, sourceId = '', competencyId, personId] = (search.get(NAME) ?? '').split('.');
  const known = ORIGINS.find((one) => one === origin);

  const wanted: IntoPlan | null =
    known && sourceId
      ? {
          origin: known,
          sourceId,
          competencyId: competencyId || undefined,
          personId: personId || undefined,
          ...state?.intoPlan,
        }
      : null;

  return {
    wanted,
    open: ({ origin: from, sourceId: id, competencyId: of, personId: whose, title, why }: IntoPlan) => {
      const next = new URLSearchParams(search);
      next.set(NAME, [from, id, of ?? '', whose ?? ''].join('.'));
      void navigate({ search: `?${next}` }, { state: { intoPlan: { title, why } }, preventScrollReset: true });
    },
    close: () => {
      const next = new URLSearchParams(search);
      next.delete(NAME);
      setSearch(next, { replace: true });
    },
  };
}
