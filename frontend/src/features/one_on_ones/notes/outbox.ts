import { mergeUpdates } from 'yjs';
import type { NotTaken, Sent } from './append';
import { type KeptEdit, type NotesStore, roomOf } from './store';

/** How long typing is gathered into one edit. */
export const GATHER_MS = 250;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
/** An edit that waits for the network does not grow beyond this. */
const LARGE_BYTES = 32_000;

interface Entry {
  edit: KeptEdit;
  /** Settled when the device has written it. */
  kept: Promise<boolean>;
}

interface Options {
  store: NotesStore;
  personId: string;
  meetingId: string;
  send: (key: string, update: Uint8Array) => Promise<Sent>;
  /** The server has it now. */
  onStored: (edit: KeptEdit, number: number) => void;
  onChange: () => void;
  newKey?: () => string;
}

/**
 * What was typed and is on its way. Everything is kept on the device first and sent in the order in
 * which it was typed; what may have been sent keeps its key and its content, so that the server
 * stores it once however often it is sent. While one edit is on its way the next one gathers.
 */
export class Outbox {
  refusal: NotTaken | undefined;
  fault: string | undefined;
  /** Tries in a row that did not reach the server. */
  failures = 0;

  private readonly room: string;
  private readonly newKey: () => string;
  private entries: Entry[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending = false;
  private running = false;

  constructor(private readonly options: Options) {
    this.room = roomOf(options.personId, options.meetingId);
    this.newKey = options.newKey ?? (() => crypto.randomUUID());
  }

  /** How many edits the server does not have yet. */
  get waiting(): number {
    return this.entries.length;
  }

  /** When the oldest of them was typed. */
  get oldest(): number | undefined {
    return this.entries[0]?.edit.at;
  }

  /** What is not acknowledged, as updates, oldest first. */
  get updates(): Uint8Array[] {
    return this.entries.map(({ edit }) => edit.update);
  }

  /**
   * Takes over what earlier visits left, and gives it back to be shown. What was never sent gets a
   * key of its own: another tab may still be adding to it under the old one.
   */
  async takeOver(): Promise<Uint8Array[]> {
    const { store } = this.options;
    const left = await store.edits(this.room);
    const taken: Entry[] = [];
    for (const edit of left) {
      const own = edit.sealed ? edit : await store.rename(edit, this.newKey());
      taken.push({ edit: own, kept: Promise.resolve(true) });
    }
    this.entries = [...taken, ...this.entries];
    this.options.onChange();
    return taken.map(({ edit }) => edit.update);
  }

  start(): void {
    this.running = true;
    this.next();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  /** Takes in what was just typed. It is being written to the device when this returns. */
  add(update: Uint8Array): void {
    if (this.refusal) this.mend();
    const last = this.entries.at(-1);
    const grows = last && !last.edit.sealed && last.edit.update.length < LARGE_BYTES;
    const edit: KeptEdit = grows
      ? { ...last.edit, update: mergeUpdates([last.edit.update, update]) }
      : {
          key: this.newKey(),
          room: this.room,
          personId: this.options.personId,
          meetingId: this.options.meetingId,
          at: this.after(last?.edit.at),
          sealed: false,
          update,
        };
    const entry = { edit, kept: this.keep(edit) };
    if (grows) this.entries[this.entries.length - 1] = entry;
    else this.entries.push(entry);
    this.options.onChange();
    this.next();
  }

  /** Sends at once what waits for a better moment: the network is back, or one asks for it. */
  retry(): void {
    this.refusal = undefined;
    this.failures = 0;
    this.next();
    this.options.onChange();
  }

  /** The server can be reached (again): no need to wait any longer. A refusal stands. */
  retryIfWaiting(): void {
    if (this.failures === 0) return;
    this.failures = 0;
    this.fault = undefined;
    this.next();
    this.options.onChange();
  }

  /** Throws away what was not acknowledged. */
  async discard(): Promise<void> {
    this.stop();
    const keys = this.entries.map(({ edit }) => edit.key);
    this.entries = [];
    await this.options.store.drop(keys);
  }

  /**
   * Puts one edit in the place of all that wait. Only after a refusal: then nothing of them is
   * stored, and the server may take together what it refused piece by piece.
   */
  replaceAll(update: Uint8Array): void {
    const first = this.entries[0];
    if (!first) return;
    const keys = this.entries.map(({ edit }) => edit.key);
    const edit = { ...first.edit, key: this.newKey(), sealed: false, update };
    const kept = this.keep(edit);
    this.entries = [{ edit, kept }];
    void kept.then((done) => (done ? this.options.store.drop(keys) : undefined)).catch(() => {});
  }

  /** Set by the owner: what to send instead after a refusal, once something was changed. */
  onMend: (() => Uint8Array) | undefined;

  private mend(): void {
    this.refusal = undefined;
    this.failures = 0;
    const instead = this.onMend?.();
    if (instead) this.replaceAll(instead);
  }

  /** Times are the order: never two equal ones, whatever the clock does. */
  private after(last: number | undefined): number {
    return last === undefined ? Date.now() : Math.max(Date.now(), last + 1);
  }

  private keep(edit: KeptEdit): Promise<boolean> {
    return this.options.store.keep(edit).then(
      () => true,
      () => false,
    );
  }

  private next(): void {
    clearTimeout(this.timer);
    const first = this.entries[0];
    if (!this.running || this.sending || this.refusal || !first) return;
    const gathers = first.edit.sealed ? 0 : first.edit.at + GATHER_MS - Date.now();
    const waits =
      this.failures === 0 ? 0 : Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    this.timer = setTimeout(() => void this.sendFirst(), Math.min(GATHER_MS, Math.max(0, gathers)) + waits);
  }

  private async sendFirst(): Promise<void> {
    const first = this.entries[0];
    if (!first || this.sending) return;
    this.sending = true;
    if (!first.edit.sealed) {
      first.edit = { ...first.edit, sealed: true };
      first.kept = this.keep(first.edit);
    }
    // Not before the device has it as it is sent: the same key must never carry two contents.
    await first.kept;
    const { key, update } = first.edit;
    const sent = await this.options.send(key, update);
    this.sending = false;
    this.fault = undefined;
    switch (sent.kind) {
      case 'stored':
        this.failures = 0;
        this.entries = this.entries.filter((entry) => entry !== first);
        this.options.onStored(first.edit, sent.number);
        break;
      case 'refused':
        this.refusal = sent.refusal;
        break;
      case 'unreachable':
        this.failures += 1;
        this.fault = sent.fault;
        break;
    }
    this.options.onChange();
    this.next();
  }
}
