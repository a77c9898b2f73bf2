import {
  Doc,
  UndoManager,
  applyUpdate,
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  decodeRelativePosition,
  encodeRelativePosition,
  encodeStateAsUpdate,
  encodeStateVector,
} from 'yjs';
import { Live } from '@/lib/live';
import type { SaveState } from '@/ui/SavedMark';
import type { NotTaken } from './append';
import { fromBase64 } from './bytes';
import { Outbox } from './outbox';
import { type Other, Presence } from './presence';
import { type NotesStore, notesStore, openNotes, roomOf } from './store';
import type { Caret, NotesEvent, Wire } from './wire';

/** Origin of what came from elsewhere: the server, another tab, this device's store. */
const ELSEWHERE = Symbol('elsewhere');
/** Origin of what was typed here. */
export const TYPED = Symbol('typed');
const NAME = 'notes';
/** Below this a save is not worth a word. */
const QUIET_MS = 1000;
const KEEP_TEXT_MS = 1000;
const POLL_MS = 4000;
const CAPTURE_MS = 500;
/** A page that is still there so long after it was to be left stays. */
const STAYS_MS = 4000;

/** What the screen shows of a session; a new object whenever anything of it changed. */
export interface NotesStatus {
  /** True when what earlier visits left is in the text, so that it may be edited. */
  ready: boolean;
  saved: SaveState;
  /** There is something that is neither with the server nor on this device. */
  unsafe: boolean;
  refusal: NotTaken | undefined;
  /** Why nothing can be sent, when it is more than a missing network. */
  fault: string | undefined;
  other: Other | undefined;
  /** True when the server says that there is no such meeting for this viewer. */
  gone: boolean;
  editable: boolean;
}

interface Options {
  meetingId: string;
  viewerId: string;
  wire: Wire;
  initial: { update: Uint8Array; number: number };
  editable: boolean;
  store?: Promise<NotesStore>;
}

/**
 * The shared notes of one meeting, open on this page. Two documents: `doc` is what is shown,
 * `confirmed` what the server is known to have; the outbox holds the difference.
 */
export class NotesSession {
  readonly doc = new Doc();
  readonly text = this.doc.getText(NAME);
  readonly undo = new UndoManager(this.text, {
    trackedOrigins: new Set([TYPED]),
    captureTimeout: CAPTURE_MS,
  });
  status: NotesStatus;

  private readonly confirmed = new Doc();
  private number: number;
  private readonly room: string;
  private readonly presence: Presence;
  private readonly live: Live;
  private outbox: Outbox | undefined;
  private store: NotesStore | undefined;
  private loading: Promise<void> | undefined;
  private channel: BroadcastChannel | undefined;
  private settled: string[] = [];
  private textTimer: ReturnType<typeof setTimeout> | undefined;
  private stayTimer: ReturnType<typeof setTimeout> | undefined;
  private markTimer: ReturnType<typeof setTimeout> | undefined;
  private held: Uint8Array[] | undefined;
  private everSaved = false;
  private away = false;
  private opened = false;
  private forgotten = false;
  /** The status that the listeners know. */
  private told: NotesStatus;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: Options) {
    const { initial, viewerId, meetingId, wire } = options;
    this.room = roomOf(viewerId, meetingId);
    this.number = initial.number;
    for (const doc of [this.doc, this.confirmed]) takeIn(doc, initial.update);
    this.presence = new Presence(wire, viewerId, () => this.changed());
    this.live = new Live({
      connect: (connection) =>
        wire.listen(this.number, { ...connection, next: (event) => this.heard(event) }),
      onOpen: () => {
        this.presence.arrive();
        void this.read();
      },
      poll: () => void this.read(),
      pollEveryMs: POLL_MS,
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== ELSEWHERE) this.typed(update);
    });
    this.status = {
      ready: false,
      saved: 'idle',
      unsafe: false,
      refusal: undefined,
      fault: undefined,
      other: undefined,
      gone: false,
      editable: options.editable,
    };
    this.told = this.status;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): NotesStatus => this.status;

  /** Begins to send and to hear; `close` ends that, and it may be opened again. */
  open(): void {
    if (this.opened) return;
    this.opened = true;
    openNotes.set(this.room, () => this.forget());
    addEventListener('online', this.online);
    addEventListener('offline', this.offline);
    addEventListener('pagehide', this.hidden);
    addEventListener('pageshow', this.shown);
    addEventListener('beforeunload', this.leaving);
    if ('BroadcastChannel' in globalThis) {
      this.channel = new BroadcastChannel(`erm.notes ${this.room}`);
      this.channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        // Another tab of the same person sends it; here it is only shown.
        if (data instanceof Uint8Array) this.show(data);
      };
    }
    this.loading ??= this.load();
    void this.loading.then(() => {
      if (!this.opened) return;
      this.outbox?.start();
      if (this.options.editable) this.live.start();
    });
  }

  close(): void {
    if (!this.opened) return;
    this.opened = false;
    openNotes.delete(this.room);
    removeEventListener('online', this.online);
    removeEventListener('offline', this.offline);
    removeEventListener('pagehide', this.hidden);
    removeEventListener('pageshow', this.shown);
    removeEventListener('beforeunload', this.leaving);
    this.channel?.close();
    this.live.stop();
    this.presence.leave();
    this.presence.alone();
    this.outbox?.stop();
    clearTimeout(this.markTimer);
    clearTimeout(this.stayTimer);
    this.keepText();
  }

  /** Signed out: the server's text is not written to this device any more. */
  private async forget(): Promise<void> {
    this.forgotten = true;
    clearTimeout(this.textTimer);
    const { settled } = this;
    this.settled = [];
    await this.store?.drop(settled);
  }

  /** The server's whole state, read by somebody: the page, or a poll. */
  merge(update: Uint8Array, number: number): void {
    takeIn(this.confirmed, update);
    this.show(update);
    // A lower one only means to hear something twice.
    this.number = number;
    this.keepTextSoon();
  }

  /** While an input method composes, the field must not change under it: what comes waits. */
  hold(on: boolean): void {
    if (on) {
      this.held ??= [];
      return;
    }
    const held = this.held ?? [];
    this.held = undefined;
    for (const update of held) takeIn(this.doc, update);
  }

  /** Takes out and puts in, as one step of undo. Places are counted in the text before. */
  change(changes: readonly { at: number; remove: number; insert: string }[]): void {
    this.undo.stopCapturing();
    this.doc.transact(() => {
      for (const { at, remove, insert } of [...changes].sort((a, b) => b.at - a.at)) {
        if (remove > 0) this.text.delete(at, remove);
        if (insert) this.text.insert(at, insert);
      }
    }, TYPED);
    this.undo.stopCapturing();
  }

  /** One's own caret; undefined when it is not in the text. */
  caretAt(selection: { anchor: number; head: number } | undefined): void {
    const at = (index: number) =>
      encodeRelativePosition(createRelativePositionFromTypeIndex(this.text, index, -1));
    this.presence.moved(selection && { anchor: at(selection.anchor), head: at(selection.head) });
  }

  /** Where the other's caret stands in the text now. */
  otherSelection(): { anchor: number; head: number } | undefined {
    const caret = this.status.other?.caret;
    if (!caret) return undefined;
    const anchor = this.placeOf(caret.anchor);
    const head = this.placeOf(caret.head);
    return anchor === undefined || head === undefined ? undefined : { anchor, head };
  }

  retry(): void {
    this.outbox?.retry();
    void this.read();
  }

  /** Throws away what was not acknowledged. The session is of no use afterwards. */
  async discard(): Promise<void> {
    await this.outbox?.discard();
  }

  private placeOf(encoded: Uint8Array): number | undefined {
    try {
      const position = decodeRelativePosition(encoded);
      const place = createAbsolutePositionFromRelativePosition(position, this.doc);
      return place?.type === this.text ? place.index : undefined;
    } catch {
      // What another client sends may be anything; then there is no caret to show.
      return undefined;
    }
  }

  private async load(): Promise<void> {
    const { viewerId, meetingId, wire } = this.options;
    const store = await (this.options.store ?? notesStore());
    this.store = store;
    const outbox = new Outbox({
      store,
      personId: viewerId,
      meetingId,
      send: async (key, update) => {
        const sent = await wire.append(key, update);
        this.reached(sent.kind !== 'unreachable');
        return sent;
      },
      onStored: (edit, number) => this.stored(edit.key, edit.update, number),
      onChange: () => this.changed(),
    });
    outbox.onMend = () => this.difference();
    const text = await store.text(this.room).catch(() => undefined);
    if (text) {
      takeIn(this.confirmed, text.update);
      this.show(text.update);
      this.number = Math.max(this.number, text.number);
    }
    for (const update of await outbox.takeOver().catch(() => [])) this.show(update);
    this.outbox = outbox;
    this.status = { ...this.status, ready: true };
    this.changed();
  }

  private typed(update: Uint8Array): void {
    this.outbox?.add(update);
    this.channel?.postMessage(update);
  }

  private show(update: Uint8Array): void {
    if (this.held) this.held.push(update);
    else takeIn(this.doc, update);
  }

  private stored(key: string, update: Uint8Array, number: number): void {
    takeIn(this.confirmed, update);
    // Others may have written between; only after the next number there is nothing to hear.
    if (number === this.number + 1) this.number = number;
    this.settled.push(key);
    this.everSaved = true;
    this.keepTextSoon();
  }

  private heard(event: NotesEvent): void {
    if (event.__typename === 'NotesPresence') {
      const { person, anchor, head, leaving } = event;
      this.presence.heard(person, caretOf(anchor, head), leaving);
      return;
    }
    const { number, update, author } = event;
    // What is already in the text, such as one's own, changes nothing. Numbers may be left out, but
    // nothing that was stored is.
    this.merge(fromBase64(update), number);
    if (author) this.presence.wrote(author);
  }

  private async read(): Promise<void> {
    const known = this.number;
    const state = await this.options.wire.read();
    this.reached(state !== undefined);
    if (state === undefined) return;
    if (state === null) {
      this.live.stop();
      this.status = { ...this.status, gone: true };
    } else {
      // It was given back an older copy of its data: what it has forgotten is typed once more.
      if (state.number < known) this.outbox?.add(missingIn(state.update, this.confirmed));
      this.merge(state.update, state.number);
      if (this.status.editable !== state.editable) {
        this.status = { ...this.status, editable: state.editable };
      }
      this.outbox?.retryIfWaiting();
    }
    this.changed();
  }

  /** A request came through or not: the first one that does after others did not is good news. */
  private reached(yes: boolean): void {
    const wasAway = this.away;
    this.away = !yes;
    if (yes && wasAway) this.live.hurry();
  }

  /** All that the server does not have, in one: without what was typed and taken out again. */
  private difference(): Uint8Array {
    const whole = new Doc();
    applyUpdate(whole, encodeStateAsUpdate(this.doc));
    const difference = missingIn(encodeStateAsUpdate(this.confirmed), whole);
    whole.destroy();
    return difference;
  }

  private keepTextSoon(): void {
    this.textTimer ??= setTimeout(() => this.keepText(), KEEP_TEXT_MS);
  }

  /** Begins to write before it returns. */
  private keepText(): void {
    clearTimeout(this.textTimer);
    this.textTimer = undefined;
    const { store, settled, number, room } = this;
    if (!store || this.forgotten) return;
    this.settled = [];
    const update = encodeStateAsUpdate(this.confirmed);
    store.keepText({ room, number, update, at: Date.now() }, settled).catch(() => {
      // They are sent once more at the next visit, and stored once.
      this.settled = [...settled, ...this.settled];
    });
  }

  private changed(): void {
    clearTimeout(this.markTimer);
    const { outbox, store } = this;
    const waiting = outbox?.waiting ?? 0;
    const oldest = outbox?.oldest ?? 0;
    const durable = store?.durable ?? false;
    const late = Date.now() - oldest >= QUIET_MS;
    const away = !navigator.onLine || (outbox?.failures ?? 0) > 0 || outbox?.refusal !== undefined;
    let saved: SaveState = this.everSaved ? 'saved' : 'idle';
    if (waiting > 0 && away) saved = durable ? 'kept' : 'saving';
    else if (waiting > 0 && late) saved = 'saving';
    if (waiting > 0 && !away && !late) {
      this.markTimer = setTimeout(() => this.changed(), QUIET_MS - (Date.now() - oldest));
    }
    const next: NotesStatus = {
      ...this.status,
      saved,
      unsafe: waiting > 0 && !durable && away,
      refusal: outbox?.refusal,
      fault: outbox?.fault,
      other: this.presence.other,
    };
    const keys = Object.keys(next) as (keyof NotesStatus)[];
    if (keys.every((key) => next[key] === this.told[key])) return;
    this.status = next;
    this.told = next;
    for (const listener of this.listeners) listener();
  }

  private readonly online = () => {
    this.outbox?.retryIfWaiting();
    this.changed();
  };

  private readonly offline = () => {
    this.presence.alone();
    this.changed();
  };

  private readonly hidden = () => {
    this.presence.leave();
    this.keepText();
  };

  private readonly shown = (event: PageTransitionEvent) => {
    if (event.persisted) this.presence.arrive();
  };

  /** Only where closing the page would lose something does the browser ask. */
  private readonly leaving = (event: BeforeUnloadEvent) => {
    if ((this.outbox?.waiting ?? 0) > 0 && !this.store?.durable) event.preventDefault();
    // When the page is hidden it is too late: a service worker would get the word, and drop it.
    this.presence.leave();
    clearTimeout(this.stayTimer);
    this.stayTimer = setTimeout(() => this.stayed(), STAYS_MS);
  };

  /** It was a download, or one has thought better of it. */
  private stayed(): void {
    if (this.opened && this.options.editable) this.presence.arrive();
  }
}

/** A document in which nothing was ever written may travel as no bytes at all. */
function takeIn(doc: Doc, update: Uint8Array): void {
  if (update.length > 0) applyUpdate(doc, update, ELSEWHERE);
}

/** What a document has and an update of a whole document has not. */
function missingIn(update: Uint8Array, doc: Doc): Uint8Array {
  const other = new Doc();
  takeIn(other, update);
  const missing = encodeStateAsUpdate(doc, encodeStateVector(other));
  other.destroy();
  return missing;
}

function caretOf(anchor: string | null, head: string | null): Caret | undefined {
  if (anchor === null || head === null) return undefined;
  try {
    return { anchor: fromBase64(anchor), head: fromBase64(head) };
  } catch {
    return undefined;
  }
}
