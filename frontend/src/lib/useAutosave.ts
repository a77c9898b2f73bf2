import { useCallback, useEffect, useRef, useState } from 'react';
import { useDraft } from './useDraft';

const QUIET_MS = 1500;

export interface Saved {
  text: string;
  version: number;
}

export type SaveResult = { ok: true; version: number } | { ok: false; conflict: boolean };

interface Options {
  /** What is being written; the draft is kept under it until the server has it. */
  key: string;
  /** What the server has, as last read. */
  server: Saved;
  save: (text: string, version: number) => Promise<SaveResult>;
  /** Reads the server's text again, after a conflict. */
  reload: () => void;
}

/**
 * A text that saves itself: a moment after the last key, and when the page is hidden. Until the
 * server has it, it is kept on the device. When somebody else was faster, `theirs` is their text and
 * nothing is sent until one of `keepMine`, `takeTheirs`, `joinBoth` is called.
 */
export function useAutosave({ key, server, save, reload }: Options) {
  const draft = useDraft<{ text: string; base: number }>(key, { text: '', base: 0 });
  // The newest that the server is known to have: as read, or as it acknowledged.
  const [acknowledged, setAcknowledged] = useState<Saved>(server);
  const newest = acknowledged.version > server.version ? acknowledged : server;
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const [everSaved, setEverSaved] = useState(false);

  const same = draft.value.text === newest.text;
  const dirty = draft.dirty && !same;
  const conflict = dirty && !saving && draft.value.base < newest.version;

  const now = useRef({ dirty, conflict, saving, text: draft.value.text, base: draft.value.base });
  useEffect(() => {
    now.current = { dirty, conflict, saving, text: draft.value.text, base: draft.value.base };
  });

  const { change, clear } = draft;
  const flush = useCallback(async () => {
    const { text, base, ...state } = now.current;
    if (!state.dirty || state.conflict || state.saving) return;
    now.current.saving = true;
    setSaving(true);
    const result = await save(text, base);
    setSaving(false);
    now.current.saving = false;
    if (result.ok) {
      setFailed(false);
      setEverSaved(true);
      setAcknowledged({ text, version: result.version });
      // Typed on meanwhile: that stands on the new version.
      if (now.current.text === text) clear();
      else change({ base: result.version });
    } else {
      // After a conflict one chooses, and what was chosen goes at once.
      setFailed(!result.conflict);
      if (result.conflict) reload();
    }
  }, [save, reload, change, clear]);

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
    change: (text: string) => change({ text, base }),
    flush,
    state,
    /** The other version, while both are to be chosen from. */
    theirs: conflict ? newest.text : undefined,
    keepMine: () => change({ base: newest.version }),
    takeTheirs: clear,
    joinBoth: () =>
      change({ text: `${newest.text}\n\n${draft.value.text}`, base: newest.version }),
  };
}
