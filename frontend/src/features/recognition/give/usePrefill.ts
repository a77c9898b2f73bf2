import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { graphql } from '@/gql';
import type { Draft } from '@/lib/useDraft';
import type { Picked } from '@/ui/Picker';
import type { Prefill } from './address';
import type { Thanks } from './draft';
import { groupKey } from './WhomPicker';

const WhoToThank = graphql(`
  query WhoToThank($id: ID!) {
    node(id: $id) {
      id
      ... on Person {
        name
        hasLeft
        isViewer
      }
      ... on Department {
        name
      }
    }
  }
`);

/**
 * Puts into the form what a link or another page asks for. Whoever is picked already stays, and so do
 * words that were typed before.
 *
 * @returns whether there are words of the link that were not put in, and how to put them in.
 */
export function usePrefill(prefill: Prefill | null, { value: draft, change }: Draft<Thanks>) {
  const client = useClient();
  const { t } = useTranslation('recognition');
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const key = JSON.stringify(prefill);

  useEffect(() => {
    if (!prefill) return undefined;
    let over = false;
    const { message, value, personIds, groups } = prefill;
    const typed = latest.current.message.trim() !== '';
    if (!typed && (message || value)) {
      change({ ...(message ? { message } : {}), ...(value ? { value } : {}) });
    }
    const name = async (id: string) => {
      const { data } = await client.query(WhoToThank, { id }).toPromise();
      return data?.node;
    };
    const people = personIds.map(async (id): Promise<Picked | null> => {
      const node = await name(id);
      const there = node?.__typename === 'Person' && !node.hasLeft && !node.isViewer;
      return there ? { id: node.id, name: node.name } : null;
    });
    const teams = groups.map(async ({ kind, id }): Promise<Picked | null> => {
      const node = await name(id);
      if (kind === 'TEAM' && node?.__typename === 'Person' && !node.hasLeft) {
        return { id: groupKey(kind, node.id), name: t('give.teamOf', { name: node.name }) };
      }
      return kind === 'DEPARTMENT' && node?.__typename === 'Department'
        ? { id: groupKey(kind, node.id), name: node.name }
        : null;
    });
    void Promise.all([...people, ...teams]).then((found) => {
      if (over) return;
      const there = latest.current.to;
      const fresh = found.filter((one) => one !== null && !there.some((other) => other.id === one.id));
      if (fresh.length > 0) change({ to: [...there, ...fresh.filter((one) => one !== null)] });
    });
    return () => {
      over = true;
    };
    // What the link asks for is put in once; later the form is the writer's.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  const offered = prefill?.message ?? '';
  const left = offered.trim() !== '' && draft.message.trim() !== '' && draft.message !== offered;
  return { left: left ? offered : null };
}
