import { EVERYTHING, type FeedFilter } from './store';

const FOLLOWING = 'following';
/** Names in the address of what a feed can be kept to; one of them at a time, and words besides. */
const PARTS = {
  person: 'personId',
  value: 'companyValueId',
  department: 'departmentId',
  team: 'managerId',
} as const;

/** The feed that an address asks for. */
export function filterOf(search: URLSearchParams): FeedFilter {
  const filter: FeedFilter = { ...EVERYTHING, search: (search.get('q') ?? '').trim() };
  for (const [name, part] of Object.entries(PARTS)) filter[part] = search.get(name) || null;
  return { ...filter, following: search.has(FOLLOWING) };
}

/** The address of a feed. */
export function searchOf(filter: Partial<FeedFilter>): string {
  const search = new URLSearchParams();
  for (const [name, part] of Object.entries(PARTS)) {
    const value = filter[part];
    if (value) search.set(name, value);
  }
  if (filter.following) search.set(FOLLOWING, '');
  if (filter.search) search.set('q', filter.search);
  return `?${search}`;
}
