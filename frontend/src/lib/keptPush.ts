import { storage } from './storage';

/** What this device remembers of messages of the browser: for whom, and what the server was told last. */
export interface KeptPush {
  personId: string;
  /** The installation's public key. */
  key: string;
  endpoint: string;
  /** What the server calls this browser. */
  id: string;
  device: string;
}

const KEY = 'erm.push';

export const keptPush = {
  read: (): KeptPush | undefined => storage.read<KeptPush>(KEY),
  write: (kept: KeptPush): void => void storage.write(KEY, kept),
  forget: (): void => storage.remove(KEY),
};
