import type { Client, CombinedError } from 'urql';
import type { KudosFeedQuery } from '@/gql/graphql';
import { type Connection, Live } from '@/lib/live';
import { listen } from '@/lib/subscriptions';
import { onChanged } from '../changes';
import { KudosFeed, KudosNews, KudosNow } from './operations';
import { type Page, type Row, type Rows, letIn, withFirst, withNews, withOlder, without } from './rows';

/** Whose thanks, under which value, with which words; as the API asks for them. */
export interface FeedFilter {
  personId: string | null;
  companyValueId: string | null;
  departmentId: string | null;
  managerId: string | null;
  following: boolean;
  search: string;
}

export const EVERYTHING: FeedFilter = {
  personId: null,
  companyValueId: null,
  departmentId: null,
  managerId: null,
  following: false,
  search: '',
};

export const keyOf = (filter: FeedFilter): string => JSON.stringify(filter);

type Feed = KudosFeedQuery['kudosFeed'];
type Kudos = Feed['edges'][number]['node'];
type KudosRow = Row<Kudos>;

export interface FeedState {
  rows: Rows<Kudos>;
  /** Read at least once. */
  ready: boolean;
  reading: 'first' | 'older' | null;
  error: CombinedError | undefined;
  /** When it was read, if it is shown for want of a newer one. */
  seenAt: number | undefined;
  /** Up to which the viewer had seen everything when the feed was opened. */
  seenId: string | null;
  /** How many stood above that; 100 means more than 99. */
  unread: number;
  /** The last that came by itself, for whoever listens to the page. */
  arrived: { row: KudosRow; at: number } | null;
}

const POLL_MS = 20_000;
const GATHER_MS = 400;
/** A feed that was left so long ago is read afresh. */
const STALE_MS = 15 * 60_000;
const KEEP = { requestPolicy: 'network-only', keep: true } as const;
const FRESH = { requestPolicy: 'network-only' } as const;

const rowOf = (kudos: Kudos): KudosRow => ({
  id: kudos.id,
  createdAt: kudos.createdAt,
  own: kudos.author.isViewer,
  author: kudos.author.name,
  kudos,
});

const pageOf = (feed: Feed): Page<Kudos> => ({
  rows: feed.edges.map(({ node }) => rowOf(node)),
  next: feed.pageInfo.hasNextPage ? (feed.pageInfo.endCursor ?? null) : null,
});

/**
 * One feed as it is read, page by page, and as it changes while it is looked at. It outlives the
 * page, so that whoever comes back finds it where they left it.
 */
export class FeedStore {
  private state: FeedState = {
    rows: { shown: [], waiting: [], next: null },
    ready: false,
    reading: null,
    error: undefined,
    seenAt: undefined,
    seenId: null,
    unread: 0,
    arrived: null,
  };
  private readonly listeners = new Set<() => void>();
  private readonly live: Live;
  private readonly all: boolean;
  /** Of the last change that is known. */
  private number = 0;
  private leftAt: number | undefined;
  private gather: ReturnType<typeof setTimeout> | undefined;
  private stopHearing: (() => void) | undefined;
  /** Whether the reader is further down, or writes, so that nothing may move; set by the page. */
  holds: () => boolean = () => false;

  constructor(
    private readonly client: Client,
    readonly filter: FeedFilter,
  ) {
    this.all = keyOf(filter) === keyOf(EVERYTHING);
    this.live = new Live({
      connect: (connection) => this.connect(connection),
      poll: () => void this.refresh(),
      pollEveryMs: POLL_MS,
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): FeedState => this.state;

  /** The page is there: reads what there is, and hears what comes. */
  start(): void {
    this.stopHearing = onChanged((id) => this.reread(id));
    if (this.leftAt !== undefined && Date.now() - this.leftAt > STALE_MS) {
      this.set({ ready: false, rows: { shown: [], waiting: [], next: null }, arrived: null });
    }
    if (this.state.ready) this.live.start();
    else void this.read();
  }

  /** The page is left. */
  stop(): void {
    this.leftAt = Date.now();
    this.live.stop();
    this.stopHearing?.();
    this.stopHearing = undefined;
    clearTimeout(this.gather);
  }

  /** Reads the first page, also again after a failure. */
  readonly read = async (): Promise<void> => {
    if (this.state.reading) return;
    this.set({ reading: 'first', error: undefined });
    const answer = await this.ask(null);
    if (!answer.feed) {
      this.set({ reading: null, error: answer.error });
      return;
    }
    const { seenId, unread, number } = answer.feed;
    this.number = Math.max(this.number, number);
    const { rows, next } = pageOf(answer.feed);
    this.set({
      ready: true,
      reading: null,
      seenAt: answer.seenAt,
      seenId: seenId ?? null,
      unread,
      rows: { shown: rows, waiting: [], next },
    });
    if (this.stopHearing) this.live.start();
  };

  /** Reads the next page. */
  readonly older = async (): Promise<void> => {
    const { next } = this.state.rows;
    if (this.state.reading || next === null) return;
    this.set({ reading: 'older', error: undefined });
    const { feed, error } = await this.ask(next);
    this.set({
      reading: null,
      error,
      // What was read before all of it began afresh belongs to nothing any more.
      ...(feed && this.state.rows.next === next
        ? { rows: withOlder(this.state.rows, pageOf(feed)) }
        : {}),
    });
  };

  /** Those that wait come to the top. */
  readonly letIn = (): void => this.set({ rows: letIn(this.state.rows) });

  private async ask(after: string | null) {
    const context = after === null && this.all ? KEEP : FRESH;
    const result = await this.client.query(KudosFeed, { ...this.filter, after }, context).toPromise();
    const { seenAt } = (result.extensions ?? {}) as { seenAt?: number };
    return { feed: result.data?.kudosFeed, error: result.error, seenAt };
  }

  /** Reads the first page again, for what cannot be told from the news alone. */
  private async refresh(): Promise<void> {
    if (!this.state.ready) return this.read();
    const { feed, seenAt } = await this.ask(null);
    if (!feed || seenAt !== undefined || !this.stopHearing) return;
    // Something changed while it was on its way: it would undo what is known better.
    if (feed.number < this.number) return this.refreshSoon();
    this.number = feed.number;
    this.take(withFirst(this.state.rows, pageOf(feed), this.holds()));
    this.set({ seenAt: undefined });
  }

  private refreshSoon(): void {
    clearTimeout(this.gather);
    this.gather = setTimeout(() => void this.refresh(), GATHER_MS);
  }

  /** Reads one again that the viewer has changed here. */
  private async reread(id: string): Promise<void> {
    const { data } = await this.client.query(KudosNow, { id }, FRESH).toPromise();
    if (!data) return;
    if (!data.kudos) this.set({ rows: without(this.state.rows, id) });
    else this.heard(rowOf(data.kudos));
  }

  private connect({ open, end }: Connection): () => void {
    const sink = { open, end, next: this.news };
    return listen(KudosNews, { after: this.number }, sink);
  }

  private readonly news = ({ kudosNews }: { kudosNews: News }): void => {
    const { number, kudosId, kudos, gone } = kudosNews;
    if (number <= this.number) return;
    this.number = number;
    if (!kudosId) return;
    if (gone || !kudos) this.set({ rows: without(this.state.rows, kudosId) });
    else this.heard(rowOf(kudos));
  };

  private heard(row: KudosRow): void {
    const { shown, waiting } = this.state.rows;
    const known = [...shown, ...waiting].some((one) => one.id === row.id);
    // Whether it belongs into a part of the feed only the server can say.
    if (known || this.all) this.take(withNews(this.state.rows, row, this.holds()));
    else this.refreshSoon();
  }

  private take(rows: Rows<Kudos>): void {
    const before = new Set([...this.state.rows.shown, ...this.state.rows.waiting].map((row) => row.id));
    const top = this.state.rows.shown[0];
    const fresh = rows.shown.find(
      (row) =>
        !row.own && !before.has(row.id) && (!top || Date.parse(row.createdAt) > Date.parse(top.createdAt)),
    );
    this.set({ rows, ...(fresh ? { arrived: { row: fresh, at: Date.now() } } : {}) });
  }

  private set(part: Partial<FeedState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}

interface News {
  number: number;
  kudosId: string | null;
  gone: boolean;
  kudos: Kudos | null;
}

const stores = new WeakMap<Client, FeedStore>();

/** The feed of this filter: the one that was left last if it is the same, else a new one. */
export function feedStore(client: Client, filter: FeedFilter): FeedStore {
  const last = stores.get(client);
  if (last && keyOf(last.filter) === keyOf(filter)) return last;
  const store = new FeedStore(client, filter);
  stores.set(client, store);
  return store;
}
