import { Doc, applyUpdate, encodeStateAsUpdate } from 'yjs';
import type { Sent } from '@/features/one_on_ones/notes/append';
import { toBase64 } from '@/features/one_on_ones/notes/bytes';
import type { Caret, NotesEvent, Wire } from '@/features/one_on_ones/notes/wire';
import type { Ended } from '@/lib/subscriptions';

type Sink = Parameters<Wire['listen']>[1];
interface Row {
  number: number;
  key: string;
  update: Uint8Array;
  author: string;
}

/** The server's part of the shared notes, in memory: stores each key once and tells whoever listens. */
export class NotesServer {
  readonly rows: Row[] = [];
  /** Every try, stored or not: whose, and under which key. */
  readonly tries: { author: string; key: string; update: Uint8Array }[] = [];
  refuseWith: { code: string; message: string } | undefined;
  /** Set: stores, but the answer does not arrive. */
  losesAnswers = false;
  socketsWork = true;
  readonly shown: { author: string; caret: Caret | undefined; leaving: boolean }[] = [];
  listens = 0;
  reads = 0;
  private readonly listeners = new Map<Sink, string>();

  get text(): string {
    return this.document().getText('notes').toString();
  }

  document(): Doc {
    const doc = new Doc();
    for (const { update } of this.rows) applyUpdate(doc, update);
    return doc;
  }

  state() {
    return { update: encodeStateAsUpdate(this.document()), number: this.rows.length, editable: true };
  }

  /** Ends all connections, as a killed server does. */
  drop(why: Ended = 'lost'): void {
    const sinks = [...this.listeners.keys()];
    this.listeners.clear();
    for (const sink of sinks) sink.end(why);
  }

  /** One person's wire to it, which can be cut. */
  wire(author: string): TestWire {
    return new TestWire(this, author);
  }

  store(row: Omit<Row, 'number'>): Row {
    const known = this.rows.find(({ key }) => key === row.key);
    if (known) return known;
    const stored = { ...row, number: this.rows.length + 1 };
    this.rows.push(stored);
    this.tell(changeOf(stored));
    return stored;
  }

  connect(author: string, after: number, sink: Sink): () => void {
    this.listeners.set(sink, author);
    queueMicrotask(() => {
      if (!this.listeners.has(sink)) return;
      sink.open();
      for (const row of this.rows.slice(after)) sink.next(changeOf(row));
    });
    return () => this.listeners.delete(sink);
  }

  tell(event: NotesEvent): void {
    for (const sink of this.listeners.keys()) sink.next(event);
  }
}

export class TestWire implements Wire {
  cut = false;

  constructor(
    private readonly server: NotesServer,
    private readonly author: string,
  ) {}

  async append(key: string, update: Uint8Array): Promise<Sent> {
    const { server, author } = this;
    server.tries.push({ author, key, update });
    await Promise.resolve();
    if (this.cut) return { kind: 'unreachable' };
    if (server.refuseWith) return { kind: 'refused', refusal: server.refuseWith };
    const { number } = server.store({ key, update, author });
    return server.losesAnswers ? { kind: 'unreachable' } : { kind: 'stored', number };
  }

  async read() {
    this.server.reads += 1;
    await Promise.resolve();
    return this.cut ? undefined : this.server.state();
  }

  show(caret: Caret | undefined, leaving = false): void {
    const { server, author } = this;
    if (this.cut) return;
    server.shown.push({ author, caret, leaving });
    server.tell({
      __typename: 'NotesPresence',
      person: { __typename: 'Person', id: author, name: author },
      anchor: caret ? toBase64(caret.anchor) : null,
      head: caret ? toBase64(caret.head) : null,
      leaving,
    });
  }

  listen(after: number, sink: Sink): () => void {
    const { server, author } = this;
    server.listens += 1;
    if (!this.cut && server.socketsWork) return server.connect(author, after, sink);
    queueMicrotask(() => sink.end('lost'));
    return () => {};
  }
}

function changeOf({ number, update, author }: Row): NotesEvent {
  return {
    __typename: 'NotesChanged',
    number,
    update: toBase64(update),
    author: { __typename: 'Person', id: author, name: author },
  };
}
