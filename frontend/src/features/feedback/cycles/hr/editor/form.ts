import { type DocumentType, graphql } from '@/gql';
import type {
  CycleAudienceInput,
  EditCycleInput,
  Nominator,
  Perspective,
  QuestionKind,
  ReleasedBy,
} from '@/gql/graphql';
import { PERSPECTIVES } from '../../parts/PerspectiveName';
import { type AudienceForm, type AudienceFragment, audienceInput, audienceOf } from './audience';

export const CycleEditorFragment = graphql(`
  fragment CycleEditor_cycle on Cycle {
    id
    version
    name
    description
    timeZone
    periodFrom
    periodUntil
    phases {
      phase
      untilOn
    }
    releasedBy
    releaseOn
    nominator
    nominationCap
    nominationsNeedApproval
    loadLimit
    audience {
      ...Audience_fields
    }
    perspectives {
      kind
      anonymous
      minimum
      weight
    }
    questions {
      id
      kind
      texts {
        en
        ru
      }
      helps {
        en
        ru
      }
      scale {
        value
        labels {
          en
          ru
        }
      }
      options {
        value
        labels {
          en
          ru
        }
      }
      competency
      required
      weight
      perspectives
      licence
      source
    }
  }
`);

export type EditedCycle = DocumentType<typeof CycleEditorFragment>;

export interface Words {
  en: string;
  ru: string;
}
export interface Point {
  value: number;
  labels: Words;
}
export interface QuestionForm {
  /** Stays while it is edited; not sent. */
  key: string;
  id: string | null;
  kind: QuestionKind;
  texts: Words;
  helps: Words;
  scale: Point[];
  options: Point[];
  competency: string;
  required: boolean;
  weight: number;
  perspectives: Perspective[];
  licence: string;
  source: string;
  bankQuestionId: string | null;
}
export interface PerspectiveForm {
  kind: Perspective;
  anonymous: boolean;
  minimum: number;
  weight: number;
}

/** Everything of a draft that can be changed. Dates that are not there are empty. */
export interface CycleForm {
  name: string;
  description: string;
  timeZone: string;
  periodFrom: string;
  periodUntil: string;
  nominationUntil: string;
  writingUntil: string;
  calibrationUntil: string;
  packetsUntil: string;
  acknowledgeUntil: string;
  releasedBy: ReleasedBy;
  releaseOn: string;
  nominator: Nominator;
  nominationCap: number;
  nominationsNeedApproval: boolean;
  loadLimit: number;
  audience: AudienceForm;
  perspectives: PerspectiveForm[];
  questions: QuestionForm[];
}

const words = ({ en, ru }: Words): Words => ({ en, ru });
const points = (of: readonly { value: number; labels: Words }[]): Point[] =>
  of.map(({ value, labels }) => ({ value, labels: words(labels) }));

/** What the server has, as fields. The same cycle always gives the same fields. */
export function formOf(
  cycle: EditedCycle,
  audience: DocumentType<typeof AudienceFragment> | null,
): CycleForm {
  const until = (phase: string) => cycle.phases.find((one) => one.phase === phase)?.untilOn ?? '';
  return {
    name: cycle.name,
    description: cycle.description,
    timeZone: cycle.timeZone,
    periodFrom: cycle.periodFrom,
    periodUntil: cycle.periodUntil,
    nominationUntil: until('NOMINATION'),
    writingUntil: until('WRITING'),
    calibrationUntil: until('CALIBRATION'),
    packetsUntil: until('PACKETS'),
    acknowledgeUntil: until('ACKNOWLEDGEMENT'),
    releasedBy: cycle.releasedBy,
    releaseOn: cycle.releaseOn ?? '',
    nominator: cycle.nominator,
    nominationCap: cycle.nominationCap,
    nominationsNeedApproval: cycle.nominationsNeedApproval,
    loadLimit: cycle.loadLimit,
    audience: audienceOf(audience),
    perspectives: [...cycle.perspectives]
      .sort((one, other) => PERSPECTIVES.indexOf(one.kind) - PERSPECTIVES.indexOf(other.kind))
      .map(({ kind, anonymous, minimum, weight }) => ({ kind, anonymous, minimum, weight })),
    questions: cycle.questions.map((question) => ({
      key: question.id,
      id: question.id,
      kind: question.kind,
      texts: words(question.texts),
      helps: words(question.helps),
      scale: points(question.scale),
      options: points(question.options),
      competency: question.competency,
      required: question.required,
      weight: question.weight,
      perspectives: [...question.perspectives],
      licence: question.licence,
      source: question.source,
      bankQuestionId: null,
    })),
  };
}

/** The fields as the command wants them. */
export function inputOf(id: string, version: number, form: CycleForm): EditCycleInput {
  return {
    ...form,
    id,
    version,
    name: form.name.trim(),
    nominationUntil: form.nominationUntil || null,
    calibrationUntil: form.calibrationUntil || null,
    releaseOn: form.releasedBy === 'DATE' ? form.releaseOn || null : null,
    audience: audienceInput(form.audience) satisfies CycleAudienceInput,
    questions: form.questions.map(({ key: _key, ...question }) => question),
  };
}

/** A question moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}
