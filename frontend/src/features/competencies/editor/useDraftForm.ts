import { useCallback, useMemo, useRef } from 'react';
import { type FragmentType, graphql, unmask } from '@/gql';
import { type SaveResult, useAutosave } from '@/lib/useAutosave';
import { useSaveFrameworkDraft } from '../frameworks/useFrameworks';
import { EditedVersionFragment, type FrameworkForm, formOf, inputOf } from './form';

export const EditedFrameworkFragment = graphql(`
  fragment EditedFramework_framework on CompetencyFramework {
    id
    names {
      en
      ru
    }
    descriptions {
      en
      ru
    }
    draft {
      id
      ...EditedVersion_version
    }
    published {
      id
      ...EditedVersion_version
    }
    ...FrameworkVersions_framework
  }
`);

/** What a save stands on, and what one brings. */
export const FrameworkVersionsFragment = graphql(`
  fragment FrameworkVersions_framework on CompetencyFramework {
    id
    version
    draft {
      id
      version
    }
  }
`);

/**
 * A framework's draft, which saves itself. Without one it begins with what is published; the first
 * change makes the draft.
 */
export function useDraftForm(
  masked: FragmentType<typeof EditedFrameworkFragment>,
  reload: () => void,
) {
  const framework = unmask(EditedFrameworkFragment, masked);
  const versions = unmask(FrameworkVersionsFragment, framework);
  const save = useSaveFrameworkDraft();
  const { run } = save;
  const refused = useRef<string | null>(null);
  const draft = unmask(EditedVersionFragment, framework.draft ?? framework.published);
  const server = useMemo(
    () => ({ text: JSON.stringify(formOf(framework, draft)), version: versions.version }),
    [framework, draft, versions.version],
  );
  const { id } = framework;

  const send = useCallback(
    async (text: string, version: number): Promise<SaveResult> => {
      // What was refused once is not asked again until it changes.
      if (refused.current === text) return { ok: false, conflict: false };
      const outcome = await run({ input: inputOf(id, version, JSON.parse(text) as FrameworkForm) });
      if (outcome.ok) {
        refused.current = null;
        const saved = unmask(FrameworkVersionsFragment, outcome.data.framework);
        return { ok: true, version: saved.version };
      }
      const stale = outcome.refusal?.code === 'STALE_VERSION';
      if (outcome.refusal && !stale) refused.current = text;
      return { ok: false, conflict: stale };
    },
    [run, id],
  );

  const autosave = useAutosave({ key: `competencies.framework:${id}`, server, save: send, reload });
  const { change: write, text } = autosave;
  const form = useMemo(() => JSON.parse(text) as FrameworkForm, [text]);
  const change = useCallback(
    (patch: Partial<FrameworkForm>) => write(JSON.stringify({ ...form, ...patch })),
    [form, write],
  );
  return {
    form,
    change,
    state: autosave.state,
    /** Whether there is something to publish. */
    begun: framework.draft !== null || autosave.state !== 'idle',
    settle: autosave.settle,
    /** Somebody else changed the draft meanwhile: one of the two is to be kept. */
    clash: autosave.theirs !== undefined,
    keepMine: autosave.keepMine,
    takeTheirs: autosave.takeTheirs,
    refusal: save.refusal?.code === 'STALE_VERSION' ? undefined : save.refusal?.message,
  };
}

export type DraftForm = ReturnType<typeof useDraftForm>;
