import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useSession } from '@/lib/session';
import { useCommand } from '@/lib/useCommand';
import { type Draft, useDraft } from '@/lib/useDraft';
import type { SaveState } from '@/ui/SavedMark';
import { DiscardFeedbackDraft, FeedbackDraftQuery, SaveFeedbackDraft } from './wire';

const QUIET_MS = 1500;
const AGAIN_MS = 12_000;

/** What the server has: version 0 and no fields where it has nothing. */
interface Known<T> {
  version: number;
  fields: T | null;
  savedAt: string | null;
}

export interface Theirs<T> {
  fields: T;
  savedAt: string | null;
}

export interface ServerDraft<T> extends Draft<T> {
  state: SaveState;
  /** What was written on another device meanwhile, until one of the two is chosen. */
  theirs: Theirs<T> | undefined;
  keepMine: () => void;
  takeTheirs: () => void;
}

/**
 * A draft that is on this device at once and on the server a moment later, so that it can be gone on
 * with on another one. When it was changed on both, `theirs` is the other text, and nothing is sent
 * until one is chosen.
 *
 * Without a session there is only this device.
 *
 * @param key what is being written, e.g. `give:<person id>`, at most 200 characters.
 */
export function useServerDraft<T extends object>(key: string, initial: T): ServerDraft<T> {
  const client = useClient();
  const signedIn = useSession() !== null;
  const local = useDraft<{ fields: Partial<T>; base: number }>(`feedback.${key}`, {
    fields: initial,
    base: 0,
  });
  const { change: keep, clear: forget } = local;
  const [known, setKnown] = useState<{ key: string; of: Known<T> } | null>(null);
  const server = known?.key === key ? known.of : undefined;
  const [fetched, setFetched] = useState(false);
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const [everSaved, setEverSaved] = useState(false);
  const save = useCommand(SaveFeedbackDraft, { quiet: true }).run;
  const discard = useCommand(DiscardFeedbackDraft, { quiet: true }).run;

  const fields = { ...initial, ...local.value.fields };
  const { base } = local.value;
  const differs = server ? !same(fields, server.fields ?? initial) : true;
  const dirty = local.dirty && differs;
  const conflict =
    dirty && !saving && server !== undefined && server.fields !== null && server.version > base;

  const now = useRef({ key, fields, base, dirty, conflict, server, initial, over: 0 });
  useEffect(() => {
    now.current = { ...now.current, key, fields, base, dirty, conflict, server, initial };
  });

  const load = useCallback(async () => {
    const { data } = await client
      .query(FeedbackDraftQuery, { key }, { requestPolicy: 'network-only' })
      .toPromise();
    if (!data?.viewer || now.current.key !== key) return;
    const draft = data.viewer.feedbackDraft;
    const found = draft ? parsed<T>(draft.content, now.current.initial) : null;
    setKnown({
      key,
      of: { version: draft?.version ?? 0, fields: found, savedAt: draft?.savedAt ?? null },
    });
  }, [client, key]);

  useEffect(() => {
    if (!signedIn) return;
    const read = () => void load();
    read();
    addEventListener('online', read);
    return () => removeEventListener('online', read);
  }, [signedIn, load]);

  // What another device has, and this one has not.
  useEffect(() => {
    if (!server) return;
    const mine = now.current;
    if (!local.dirty && server.fields) {
      keep({ fields: server.fields, base: server.version });
      setFetched(true);
    } else if (local.dirty && server.version !== mine.base && (!differs || !server.fields)) {
      // The same, or sent and forgotten there: what is here stands on what is there now.
      keep({ base: server.version });
    }
    // Only when the server was read: what one types meanwhile is none of its news.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [server]);

  const flush = useCallback(async () => {
    const { key: which, fields: text, base: version, over, ...mine } = now.current;
    if (!mine.dirty || mine.conflict || !mine.server) return;
    setSaving(true);
    const outcome = await save({ input: { key: which, content: JSON.stringify(text), version } });
    setSaving(false);
    if (now.current.key !== which) return;
    if (now.current.over !== over) {
      // Sent or given up while it was on its way: what arrived last must not come back.
      if (outcome.ok) void discard({ input: { key: which } });
      return;
    }
    // After a clash one chooses, and what was chosen goes at once.
    setFailed(!outcome.ok && outcome.refusal?.kind !== 'CONFLICT');
    if (outcome.ok) {
      const { draft } = outcome.data;
      setEverSaved(true);
      keep({ base: draft.version });
      setKnown({ key: which, of: { version: draft.version, fields: text, savedAt: draft.savedAt } });
    } else if (outcome.refusal?.kind === 'CONFLICT') {
      await load();
    }
  }, [save, discard, keep, load]);

  const written = JSON.stringify(fields);
  useEffect(() => {
    if (!signedIn || !dirty || conflict || saving || !server) return;
    const timer = setTimeout(() => void flush(), failed ? AGAIN_MS : QUIET_MS);
    return () => clearTimeout(timer);
  }, [signedIn, dirty, conflict, saving, server, failed, written, flush]);

  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') void flush();
    };
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, [flush]);

  // A form that is closed is not waited for.
  useEffect(() => () => void flush(), [flush]);

  const clear = useCallback(() => {
    const { server: there, base: version } = now.current;
    now.current.over += 1;
    now.current.dirty = false;
    forget();
    setFetched(false);
    setEverSaved(false);
    setKnown({ key, of: { version: 0, fields: null, savedAt: null } });
    if ((there?.version ?? 0) > 0 || version > 0) void discard({ input: { key } });
  }, [forget, discard, key]);

  const state: SaveState = conflict
    ? 'conflict'
    : !dirty
      ? everSaved
        ? 'saved'
        : 'idle'
      : failed || !server
        ? 'kept'
        : 'saving';

  return {
    value: fields,
    change: (patch) => {
      // At once, for a second change may come before the next drawing.
      now.current.fields = { ...now.current.fields, ...patch };
      keep({ fields: now.current.fields });
    },
    clear,
    restored: local.restored || fetched,
    dirty,
    state,
    theirs: conflict && server?.fields ? { fields: server.fields, savedAt: server.savedAt } : undefined,
    keepMine: () => keep({ base: server?.version ?? 0 }),
    takeTheirs: () => {
      if (server?.fields) keep({ fields: server.fields, base: server.version });
    },
  };
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What another version of the SPA may have saved in another shape is read as far as it goes. */
function parsed<T extends object>(content: string, initial: T): T | null {
  try {
    const found: unknown = JSON.parse(content);
    if (typeof found !== 'object' || found === null) return null;
    const known = Object.entries(found).filter(
      ([name, value]) => name in initial && typeof value === typeof initial[name as keyof T],
    );
    return { ...initial, ...Object.fromEntries(known) };
  } catch {
    return null;
  }
}
