import { storage } from '../storage';
import type { Blinded } from './token';

/** A token that was made and perhaps signed, until its sheet was received. */
export interface KeptToken extends Blinded {
  /** `keyOf(…)`: who answers which wave. It is never sent. */
  key: string;
  waveId: string;
  publicKey: string;
  signature?: Uint8Array<ArrayBuffer>;
  classNumber?: number;
}

/** A sheet as it is sent, until it was received. */
export interface KeptSheet {
  key: string;
  waveId: string;
  /** The body of the request, whole: it holds nobody's name. */
  body: string;
  /** From which reply secrets are made, if answers were wanted. */
  code?: string;
  secrets: number;
}

/** From which somebody's reply secrets are made. It does not say to which wave they belong. */
export interface KeptCode {
  code: string;
  personId: string;
  secrets: number;
}

export interface BallotStore {
  /** False when nothing outlives the page: no such storage here. */
  readonly durable: boolean;
  token: (key: string) => Promise<KeptToken | undefined>;
  keepToken: (token: KeptToken) => Promise<void>;
  sheets: () => Promise<KeptSheet[]>;
  keepSheet: (sheet: KeptSheet) => Promise<void>;
  dropSheet: (key: string) => Promise<void>;
  /** In one: the sheet was received, the token is forgotten, the code is kept. */
  received: (sheet: KeptSheet, code?: KeptCode) => Promise<void>;
  codes: (personId: string) => Promise<KeptCode[]>;
  keepCode: (code: KeptCode) => Promise<void>;
  dropCode: (code: string) => Promise<void>;
}

export const keyOf = (personId: string, waveId: string): string => `${personId} ${waveId}`;

const NAME = 'erm-ballots';
const TOKENS = 'tokens';
const SHEETS = 'sheets';
const CODES = 'codes';
const OPENS_WITHIN_MS = 3000;
const MARK = 'erm.ballots.waiting';

/** True when a sheet may wait on this device, so that it is worth looking. */
export function mayWait(): boolean {
  return storage.read<boolean>(MARK) === true;
}

let opened: Promise<BallotStore> | undefined;

/** The store of this device; one that lives as long as the page where there is no IndexedDB. */
export function ballotStore(): Promise<BallotStore> {
  return (opened ??= open().then(
    (database) => deviceStore(database),
    () => passingStore(),
  ));
}

/** For tests: the next call opens the store anew, as another page would. */
export function closeBallotStore(): void {
  opened = undefined;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('IndexedDB does not open')), OPENS_WITHIN_MS);
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(TOKENS, { keyPath: 'key' });
      request.result.createObjectStore(SHEETS, { keyPath: 'key' });
      request.result.createObjectStore(CODES, { keyPath: 'code' }).createIndex('personId', 'personId');
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

function deviceStore(database: IDBDatabase): BallotStore {
  let durable = true;
  // A later version in another tab must be able to open.
  database.onversionchange = () => {
    durable = false;
    database.close();
    opened = undefined;
  };

  function write(names: string[], change: (of: (name: string) => IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB is full'));
      change((name) => transaction.objectStore(name));
    });
  }

  const all = <T>(name: string): Promise<T[]> =>
    answer(database.transaction(name).objectStore(name).getAll() as IDBRequest<T[]>);

  async function unmark(): Promise<void> {
    if ((await all(SHEETS)).length === 0) storage.remove(MARK);
  }

  return {
    get durable() {
      return durable;
    },
    token: (key) =>
      answer(
        database.transaction(TOKENS).objectStore(TOKENS).get(key) as IDBRequest<KeptToken | undefined>,
      ),
    keepToken: (token) => write([TOKENS], (of) => of(TOKENS).put(token)),
    sheets: () => all<KeptSheet>(SHEETS),
    keepSheet: (sheet) => {
      storage.write(MARK, true);
      return write([SHEETS], (of) => of(SHEETS).put(sheet));
    },
    dropSheet: async (key) => {
      await write([SHEETS], (of) => of(SHEETS).delete(key));
      await unmark();
    },
    received: async (sheet, code) => {
      await write([TOKENS, SHEETS, CODES], (of) => {
        of(SHEETS).delete(sheet.key);
        of(TOKENS).delete(sheet.key);
        if (code) of(CODES).put(code);
      });
      await unmark();
    },
    codes: (personId) =>
      answer(
        database.transaction(CODES).objectStore(CODES).index('personId').getAll(personId) as IDBRequest<
          KeptCode[]
        >,
      ),
    keepCode: (code) => write([CODES], (of) => of(CODES).put(code)),
    dropCode: (code) => write([CODES], (of) => of(CODES).delete(code)),
  };
}

function passingStore(): BallotStore {
  const tokens = new Map<string, KeptToken>();
  const sheets = new Map<string, KeptSheet>();
  const codes = new Map<string, KeptCode>();
  return {
    durable: false,
    token: async (key) => tokens.get(key),
    keepToken: async (token) => void tokens.set(token.key, token),
    sheets: async () => [...sheets.values()],
    keepSheet: async (sheet) => void sheets.set(sheet.key, sheet),
    dropSheet: async (key) => void sheets.delete(key),
    received: async (sheet, code) => {
      sheets.delete(sheet.key);
      tokens.delete(sheet.key);
      if (code) codes.set(code.code, code);
    },
    codes: async (personId) => [...codes.values()].filter((each) => each.personId === personId),
    keepCode: async (code) => void codes.set(code.code, code),
    dropCode: async (code) => void codes.delete(code),
  };
}
