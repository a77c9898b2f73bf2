import i18next from 'i18next';
import type { Client } from 'urql';
import type { Translate } from '@/lib/useCommand';
import { toast } from '@/ui/toast';
import { append } from './append';
import { notesStore, openNotes } from './store';

const TELL_EVERY_MS = 10_000;
let toldAt = Number.NEGATIVE_INFINITY;

/**
 * Somebody signed in or out: forgets what was only read of the notes. What was typed and not sent
 * stays for the person who typed it, and whoever leaves is told so.
 */
export async function forgetNotes(leaving: boolean): Promise<void> {
  await Promise.all([...openNotes.values()].map((forget) => forget()));
  const count = await (await notesStore()).forgetTexts();
  if (!leaving || count === 0 || Date.now() - toldAt < TELL_EVERY_MS) return;
  toldAt = Date.now();
  await i18next.loadNamespaces('notes');
  toast(i18next.t('leftBehind', { ns: 'notes', count }));
}

/** Sends what earlier visits could not send, of meetings that are not open just now. */
export async function sendLeftBehind(client: Client, personId: string, t: Translate): Promise<void> {
  const store = await notesStore();
  const stuck = new Set<string>();
  for (const kept of await store.editsOf(personId)) {
    if (stuck.has(kept.room) || openNotes.has(kept.room)) continue;
    // As in the outbox: never two contents under one key.
    const edit = kept.sealed ? kept : await store.rename(kept, crypto.randomUUID());
    const sent = await append(client, t, edit.meetingId, edit.key, edit.update);
    if (sent.kind === 'stored') await store.drop([edit.key]);
    else if (sent.kind === 'unreachable') return;
    // The page of that meeting says why, and offers the text.
    else stuck.add(edit.room);
  }
}
