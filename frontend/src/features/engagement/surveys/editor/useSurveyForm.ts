import { useCallback, useMemo, useRef, useState } from 'react';
import { type DocumentType, graphql, unmask } from '@/gql';
import { type SaveResult, useAutosave } from '@/lib/useAutosave';
import { useSaveSurvey } from '../useSurveys';
import { type EditedSurvey, type SurveyForm, fitted, formOf, inputOf } from './form';

export const SurveyFactsFragment = graphql(`
  fragment SurveyFacts_survey on Survey {
    version
    problems
    promise {
      sentences
      hash
    }
  }
`);

export type SurveyFacts = DocumentType<typeof SurveyFactsFragment>;

/**
 * A draft that saves itself, a moment after the last change, and is kept on this device until then.
 *
 * @param survey what the server has, as last read.
 * @param read what followed from it, as last read: the promise and what keeps it from being launched.
 */
export function useSurveyForm(survey: EditedSurvey, read: SurveyFacts, reload: () => void) {
  const edit = useSaveSurvey();
  const { run } = edit;
  const [saved, setSaved] = useState<SurveyFacts | null>(null);
  const refused = useRef<string | null>(null);
  const server = useMemo(
    () => ({ text: JSON.stringify(formOf(survey)), version: survey.version }),
    [survey],
  );

  const save = useCallback(
    async (text: string, version: number): Promise<SaveResult> => {
      // What was refused once is not asked again until it changes.
      if (refused.current === text) return { ok: false, conflict: false };
      const outcome = await run({
        input: inputOf(survey.id, version, JSON.parse(text) as SurveyForm),
      });
      if (outcome.ok) {
        refused.current = null;
        const facts = unmask(SurveyFactsFragment, outcome.data.survey);
        setSaved(facts);
        return { ok: true, version: facts.version };
      }
      if (outcome.refusal && outcome.refusal.kind !== 'CONFLICT') refused.current = text;
      return { ok: false, conflict: outcome.refusal?.kind === 'CONFLICT' };
    },
    [run, survey.id],
  );

  const autosave = useAutosave({ key: `surveys.edit:${survey.id}`, server, save, reload });
  const { change: write, text } = autosave;
  const form = useMemo(() => JSON.parse(text) as SurveyForm, [text]);
  const change = useCallback(
    (patch: Partial<SurveyForm>) => write(JSON.stringify(fitted({ ...form, ...patch }))),
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

export type SurveyFormState = ReturnType<typeof useSurveyForm>;
