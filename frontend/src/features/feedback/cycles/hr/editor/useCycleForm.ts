import { useCallback, useMemo, useRef, useState } from 'react';
import { type DocumentType, graphql, unmask } from '@/gql';
import { type SaveResult, useAutosave } from '@/lib/useAutosave';
import { useEditCycle } from '../useCycles';
import { AudienceFragment } from './audience';
import { type CycleForm, type EditedCycle, formOf, inputOf } from './form';

export const EditorFactsFragment = graphql(`
  fragment EditorFacts_cycle on Cycle {
    version
    terms {
      perspective
      text
    }
    blockers {
      kind
      stops
      ...Blockers_blocker
    }
  }
`);

export type EditorFacts = DocumentType<typeof EditorFactsFragment>;

/**
 * A draft that saves itself, a moment after the last change, and is kept on this device until then.
 *
 * @param cycle what the server has, as last read.
 * @param read what followed from it, as last read: the terms and what keeps it from being launched.
 */
export function useCycleForm(cycle: EditedCycle, read: EditorFacts, reload: () => void) {
  const edit = useEditCycle();
  const { run } = edit;
  const [saved, setSaved] = useState<EditorFacts | null>(null);
  const refused = useRef<string | null>(null);
  const audience = unmask(AudienceFragment, cycle.audience) ?? null;
  const server = useMemo(
    () => ({ text: JSON.stringify(formOf(cycle, audience)), version: cycle.version }),
    [cycle, audience],
  );

  const save = useCallback(
    async (text: string, version: number): Promise<SaveResult> => {
      // What was refused once is not asked again until it changes.
      if (refused.current === text) return { ok: false, conflict: false };
      const outcome = await run({
        input: inputOf(cycle.id, version, JSON.parse(text) as CycleForm),
      });
      if (outcome.ok) {
        refused.current = null;
        const facts = unmask(EditorFactsFragment, outcome.data.cycle);
        setSaved(facts);
        return { ok: true, version: facts.version };
      }
      if (outcome.refusal && outcome.refusal.kind !== 'CONFLICT') refused.current = text;
      return { ok: false, conflict: outcome.refusal?.kind === 'CONFLICT' };
    },
    [run, cycle.id],
  );

  const autosave = useAutosave({ key: `cycles.edit:${cycle.id}`, server, save, reload });
  const { change: write, text } = autosave;
  const form = useMemo(() => JSON.parse(text) as CycleForm, [text]);
  const change = useCallback(
    (patch: Partial<CycleForm>) => write(JSON.stringify({ ...form, ...patch })),
    [form, write],
  );
  return {
    form,
    change,
    state: autosave.state,
    flush: autosave.flush,
    /** Somebody else changed the draft meanwhile: one of the two is to be kept. */
    clash: autosave.theirs !== undefined,
    keepMine: autosave.keepMine,
    takeTheirs: autosave.takeTheirs,
    fieldError: edit.fieldError,
    refusal: edit.refusal?.message,
    facts: saved && saved.version > read.version ? saved : read,
  };
}

export type CycleFormState = ReturnType<typeof useCycleForm>;
