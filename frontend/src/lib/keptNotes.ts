import { storage } from './storage';

const MARK = 'erm.notes.kept';
let marked = false;

/** True when this device may hold shared notes, so that the part that knows them must be asked. */
export function mayHoldNotes(): boolean {
  return marked || storage.read<boolean>(MARK) === true;
}

export function markNotesKept(kept: boolean): void {
  if (kept === marked && kept) return;
  marked = kept;
  if (kept) storage.write(MARK, true);
  else storage.remove(MARK);
}
