import { useCallback, useEffect, useRef, useState } from 'react';
import { useDraft } from './useDraft';

const QUIET_MS = 1500;

export interface SavedOf<T> {
  text: T;
  version: number;
}

export type Saved = SavedOf<string>;

export type SaveResult = { ok: true; version: number } | { ok: false; conflict: boolean };

interface OptionsOf<T> {
  /** What is being written; the draft is kept under it until the server has it. */
  key: string;
  /** What the server has, as last read. */
  server: SavedOf<T>;
  /** Nothing written. One constant value. */
  empty: T;
  /** Whether two of them say the same. */
  same: (one: T, other: T) => boolean;
  save: (text: T, version: number) => Promise<SaveResult>;
  /** Reads the server's text again, after a conflict. */
  reload: () => void;
}

/**
 * Something written that saves itself: a moment after the last key, when the page is hidden, and when
 * one goes elsewhere. Until the server has it, it is kept on the device. When it was changed somewhere
 * else meanwhile, `theirs` is what stands there, and nothing is sent until one of `keepMine`,
 * `takeTheirs`, `choose` is called.
 *
 * `settle` sends what is left and gives the version that the server has then, or null where it could
 * not have all.
 */
export function useAutosaveOf<T>({ key, server, empty, same, save, reload }: OptionsOf<T>) {
  // Called text whatever it is: drafts lie on devices under that name.
  const draft = useDraft<{ text: T; base: number }>(key, { text: empty, base: 0 });
  // The newest that the server is known to have: as read, or as it acknowledged.
  const [acknowledged, setAcknowledged] = useState<SavedOf<T>>(server);
  const newest = acknowledged.version > server.version ? acknowledged : server;
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const [everSaved, setEverSaved] = useState(false);

  const dirty = draft.dirty && !same(draft.value.text, newest.text);
  const conflict = dirty && !saving && draft.value.base < newest.version;

  const seen = {
    dirty,
    conflict,
    text: draft.value.text,
    base: draft.value.base,
    version: newest.version,
  };
  const now = useRef(seen);
  useEffect(() => {
    now.current = seen;
  });

  const { change, clear } = draft;
  const send = useCallback(async () => {
    const { text, base, ...state } = now.current;
    if (!state.dirty || state.conflict) return;
    setSaving(true);
    const result = await save(text, base);
    setSaving(false);
    if (result.ok) {
      setFailed(false);
      setEverSaved(true);
      setAcknowledged({ text, version: result.version });
      // Typed on meanwhile: that stands on the new version.
      const more = !same(now.current.text, text);
      if (more) change({ base: result.version });
      else clear();
      now.current = { ...now.current, dirty: more, base: result.version, version: result.version };
    } else {
      // After a conflict one chooses, and what was chosen goes at once.
      setFailed(!result.conflict);
      if (result.conflict) {
        now.current = { ...now.current, conflict: true };
        reload();
      }
    }
  }, [save, same, reload, change, clear]);

  // One after the other: what is typed while one is on its way stands on the version it brings.
  const last = useRef<Promise<void>>(Promise.resolve());
  const flush = useCallback(() => {
    last.current = last.current.then(send, send);
    return last.current;
  }, [send]);

  const settle = useCallback(async () => {
    await flush();
    return now.current.dirty ? null : now.current.version;
  }, [flush]);

  useEffect(() => {
    if (!dirty || conflict || saving) return;
    // A failed try waits longer; coming back online tries at once, below.
    const timer = setTimeout(() => void flush(), failed ? QUIET_MS * 8 : QUIET_MS);
    return () => clearTimeout(timer);
  }, [dirty, conflict, saving, failed, draft.value.text, flush]);

  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') void flush();
    };
    const online = () => void flush();
    document.addEventListener('visibilitychange', hide);
    addEventListener('online', online);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      removeEventListener('online', online);
    };
  }, [flush]);

  const leave = useRef(flush);
  useEffect(() => {
    leave.current = flush;
  });
  useEffect(() => () => void leave.current(), []);

  const base = dirty ? draft.value.base : newest.version;
  const state = conflict
    ? ('conflict' as const)
    : saving
      ? ('saving' as const)
      : dirty
        ? failed
          ? ('kept' as const)
          : ('saving' as const)
        : everSaved
          ? ('saved' as const)
          : ('idle' as const);

  return {
    text: draft.dirty ? draft.value.text : newest.text,
    change: (text: T) => {
      // What one writes on may have been acknowledged since it was drawn: then it stands on that.
      const since = Math.max(base, now.current.base);
      // At once, for what is sent next may be sent before the next drawing.
      now.current = { ...now.current, text, base: since, dirty: !same(text, newest.text) };
      change({ text, base: since });
    },
    flush,
    settle,
    state,
    /** The version that the server is known to have. */
    version: newest.version,
    /** The other version, while both are to be chosen from. */
    theirs: conflict ? newest.text : undefined,
    keepMine: () => change({ base: newest.version }),
    takeTheirs: clear,
    choose: (text: T) => change({ text, base: newest.version }),
  };
}

interface Options {
  key: string;
  server: Saved;
  save: (text: string, version: number) => Promise<SaveResult>;
  reload: () => void;
}

const sameText = (one: string, other: string) => one === other;

/** The same for a text; `joinBoth` puts the other version above one's own. */
export function useAutosave(options: Options) {
  const saved = useAutosaveOf({ ...options, empty: '', same: sameText });
  return {
    ...saved,
    joinBoth: () => saved.choose(`${saved.theirs ?? ''}\n\n${saved.text}`),
  };
}
