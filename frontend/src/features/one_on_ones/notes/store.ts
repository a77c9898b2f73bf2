import { markNotesKept } from '@/lib/keptNotes';

/** Something typed that the server has not acknowledged yet. */
export interface KeptEdit {
  /** The name under which the server stores it, once. */
  key: string;
  /** Whose, and in which meeting: `roomOf(…)`. */
  room: string;
  personId: string;
  meetingId: string;
  /** When its first letter was typed, milliseconds; they are sent in this order. */
  at: number;
  /** True when it may have been sent under its key, so that it must not change any more. */
  sealed: boolean;
  /** A Yjs update. */
  update: Uint8Array;
}

/** The text as the server is known to have it, to begin with where there is no network. */
export interface KeptText {
  room: string;
  /** The last change that is in it. */
  number: number;
  /** A Yjs update: the whole document. */
  update: Uint8Array;
  at: number;
}

/** What is kept of the notes on this device. */
export interface NotesStore {
  /** False when nothing outlives the page: no such storage here, or it is full. */
  readonly durable: boolean;
  edits: (room: string) => Promise<KeptEdit[]>;
  editsOf: (personId: string) => Promise<KeptEdit[]>;
  text: (room: string) => Promise<KeptText | undefined>;
  /** Begins to write before it returns, so that closing the page does not cut it off. */
  keep: (edit: KeptEdit) => Promise<void>;
  /** Gives an edit another name, with which it is sealed. */
  rename: (edit: KeptEdit, key: string) => Promise<KeptEdit>;
  /** Keeps the text and forgets the edits that are in it, in one. */
  keepText: (text: KeptText, settled: readonly string[]) => Promise<void>;
  drop: (keys: readonly string[]) => Promise<void>;
  /** Forgets every text; gives back how many edits stay. */
  forgetTexts: () => Promise<number>;
}

export const roomOf = (personId: string, meetingId: string): string => `${personId} ${meetingId}`;

const NAME = 'erm-notes';
const EDITS = 'edits';
const TEXTS = 'texts';
/** Texts of more meetings than these are read from the server. */
const MOST_TEXTS = 30;
const OPENS_WITHIN_MS = 3000;

/** The notes that are open on this page, by room; each knows how to stop keeping its text. */
export const openNotes = new Map<string, () => Promise<void>>();

let opened: Promise<NotesStore> | undefined;

/** The store of this device; one that lives as long as the page where there is no IndexedDB. */
export function notesStore(): Promise<NotesStore> {
  return (opened ??= open().then(
    (database) => new DeviceStore(database),
    () => new PassingStore(),
  ));
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Another page with an older version may stand in the way.
    const timer = setTimeout(() => reject(new Error('IndexedDB does not open')), OPENS_WITHIN_MS);
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const edits = request.result.createObjectStore(EDITS, { keyPath: 'key' });
      edits.createIndex('room', 'room');
      edits.createIndex('personId', 'personId');
      request.result.createObjectStore(TEXTS, { keyPath: 'room' });
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error ?? new Error('IndexedDB does not open'));
    };
  });
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}

const inOrder = (edits: KeptEdit[]) => edits.sort((a, b) => a.at - b.at);

class DeviceStore implements NotesStore {
  durable = true;

  constructor(private readonly database: IDBDatabase) {
    // A later version in another tab must be able to open; this page then keeps nothing more.
    database.onversionchange = () => {
      this.durable = false;
      database.close();
    };
  }

  async edits(room: string): Promise<KeptEdit[]> {
    const edits = this.database.transaction(EDITS).objectStore(EDITS);
    return inOrder(await answer(edits.index('room').getAll(room) as IDBRequest<KeptEdit[]>));
  }

  async editsOf(personId: string): Promise<KeptEdit[]> {
    const edits = this.database.transaction(EDITS).objectStore(EDITS);
    return inOrder(await answer(edits.index('personId').getAll(personId) as IDBRequest<KeptEdit[]>));
  }

  text(room: string): Promise<KeptText | undefined> {
    const texts = this.database.transaction(TEXTS).objectStore(TEXTS);
    return answer(texts.get(room) as IDBRequest<KeptText | undefined>);
  }

  async keep(edit: KeptEdit): Promise<void> {
    markNotesKept(true);
    try {
      await this.write([EDITS], (of) => of(EDITS).put(edit));
      this.durable = true;
    } catch (error) {
      this.durable = false;
      throw error;
    }
  }

  async rename(edit: KeptEdit, key: string): Promise<KeptEdit> {
    const renamed = { ...edit, key, sealed: true };
    await this.write([EDITS], (of) => {
      of(EDITS).delete(edit.key);
      of(EDITS).put(renamed);
    });
    return renamed;
  }

  async keepText(text: KeptText, settled: readonly string[]): Promise<void> {
    markNotesKept(true);
    await this.write([EDITS, TEXTS], (of) => {
      of(TEXTS).put(text);
      for (const key of settled) of(EDITS).delete(key);
    });
    const texts = await answer(
      this.database.transaction(TEXTS).objectStore(TEXTS).getAll() as IDBRequest<KeptText[]>,
    );
    const old = texts.sort((a, b) => b.at - a.at).slice(MOST_TEXTS);
    if (old.length > 0) {
      await this.write([TEXTS], (of) => {
        for (const { room } of old) of(TEXTS).delete(room);
      });
    }
  }

  drop(keys: readonly string[]): Promise<void> {
    return this.write([EDITS], (of) => {
      for (const key of keys) of(EDITS).delete(key);
    });
  }

  async forgetTexts(): Promise<number> {
    await this.write([TEXTS], (of) => of(TEXTS).clear());
    const left = await answer(this.database.transaction(EDITS).objectStore(EDITS).count());
    if (left === 0) markNotesKept(false);
    return left;
  }

  private write(stores: string[], work: (of: (name: string) => IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(stores, 'readwrite');
      const failed = () => reject(transaction.error ?? new Error('IndexedDB failed'));
      transaction.oncomplete = () => resolve();
      transaction.onerror = failed;
      transaction.onabort = failed;
      work((name) => transaction.objectStore(name));
      // Now, not when the browser comes round to it: the page may be about to close.
      transaction.commit();
    });
  }
}

/** For browsers that keep nothing: what is not sent is lost with the page, which says so. */
export class PassingStore implements NotesStore {
  readonly durable = false;
  private readonly all = new Map<string, KeptEdit>();
  private readonly texts = new Map<string, KeptText>();

  async edits(room: string): Promise<KeptEdit[]> {
    return inOrder([...this.all.values()].filter((edit) => edit.room === room));
  }

  async editsOf(personId: string): Promise<KeptEdit[]> {
    return inOrder([...this.all.values()].filter((edit) => edit.personId === personId));
  }

  async text(room: string): Promise<KeptText | undefined> {
    return this.texts.get(room);
  }

  async keep(edit: KeptEdit): Promise<void> {
    this.all.set(edit.key, edit);
  }

  async rename(edit: KeptEdit, key: string): Promise<KeptEdit> {
    const renamed = { ...edit, key, sealed: true };
    this.all.delete(edit.key);
    this.all.set(key, renamed);
    return renamed;
  }

  async keepText(text: KeptText, settled: readonly string[]): Promise<void> {
    this.texts.set(text.room, text);
    await this.drop(settled);
  }

  async drop(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.all.delete(key);
  }

  async forgetTexts(): Promise<number> {
    this.texts.clear();
    return this.all.size;
  }
}
