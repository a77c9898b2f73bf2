import { type DocumentType, graphql } from '@/gql';
import type {
  SaveSurveyInput,
  SegmentKind,
  SurveyAudienceInput,
  SurveyQuestionKind,
  SurveyReaders,
  SurveyRhythm,
} from '@/gql/graphql';
import type { Words } from '@/ui/LocalizedField';

export const SurveyEditorFragment = graphql(`
  fragment SurveyEditor_survey on Survey {
    id
    version
    titles {
      en
      ru
    }
    intros {
      en
      ru
    }
    rhythm
    readers
    segments
    scoreGroup
    wordGroup
    keepDays
    startsOn
    openDays
    remindDays
    waveQuestions
    audience {
      everyone
      departments {
        id
      }
      withSubdepartments
      locations
      hiredFrom
      hiredUntil
      managers {
        id
        name
      }
      titles
      people {
        id
        name
      }
      excluded {
        id
        name
      }
    }
    questions {
      id
      kind
      text
      texts {
        en
        ru
      }
      driver {
        id
        name
      }
      item {
        id
      }
      outcome
      always
    }
  }
`);

export type EditedSurvey = DocumentType<typeof SurveyEditorFragment>;

interface Named {
  id: string;
  name: string;
}

/** A rule that says who is asked, as fields. Dates that are not there are empty. */
export interface AudienceForm {
  everyone: boolean;
  departmentIds: string[];
  withSubdepartments: boolean;
  locations: string[];
  hiredFrom: string;
  hiredUntil: string;
  managers: Named[];
  titles: string[];
  people: Named[];
  excluded: Named[];
}

export interface QuestionForm {
  /** Stays while it is edited; not sent. */
  key: string;
  questionId: string | null;
  itemId: string | null;
  /** The question of the bank that its words came from. */
  fromItem: string | null;
  kind: SurveyQuestionKind;
  texts: Words;
  driver: string;
  always: boolean;
  outcome: boolean;
}

/** Everything of a draft that can be changed. */
export interface SurveyForm {
  titles: Words;
  intros: Words;
  rhythm: SurveyRhythm;
  readers: SurveyReaders;
  audience: AudienceForm;
  segments: SegmentKind[];
  scoreGroup: number;
  wordGroup: number;
  keepDays: number;
  startsOn: string;
  openDays: number;
  remindDays: number[];
  /** How many questions are asked in a wave; null for all of them. */
  waveQuestions: number | null;
  questions: QuestionForm[];
}

export const RHYTHMS = ['ONCE', 'WEEKLY', 'FORTNIGHTLY', 'MONTHLY', 'QUARTERLY'] as const;
export const KEEP_DAYS = [0, 30, 90] as const;
/** The promise of the product: never fewer. */
export const SCORES_FEWEST = 5;
export const WORDS_FEWEST = 10;
export const MOST_PEOPLE = 100;
export const MOST_SEGMENTS = 4;

const words = ({ en, ru }: Words): Words => ({ en, ru });
const named = (people: readonly Named[]): Named[] => people.map(({ id, name }) => ({ id, name }));
const ids = (people: readonly Named[]): string[] => people.map((person) => person.id);

/** What the server has, as fields. The same survey always gives the same fields. */
export function formOf(survey: EditedSurvey): SurveyForm {
  const { audience } = survey;
  return {
    titles: words(survey.titles),
    intros: words(survey.intros),
    rhythm: survey.rhythm,
    readers: survey.readers,
    audience: {
      everyone: audience.everyone,
      departmentIds: audience.departments.map((one) => one.id),
      withSubdepartments: audience.withSubdepartments,
      locations: [...audience.locations],
      hiredFrom: audience.hiredFrom ?? '',
      hiredUntil: audience.hiredUntil ?? '',
      managers: named(audience.managers),
      titles: [...audience.titles],
      people: named(audience.people),
      excluded: named(audience.excluded),
    },
    segments: [...survey.segments],
    scoreGroup: survey.scoreGroup,
    wordGroup: survey.wordGroup,
    keepDays: survey.keepDays,
    startsOn: survey.startsOn,
    openDays: survey.openDays,
    remindDays: [...survey.remindDays],
    waveQuestions: survey.waveQuestions,
    questions: survey.questions.map((question) => ({
      key: question.id,
      questionId: question.id,
      itemId: null,
      fromItem: question.item?.id ?? null,
      kind: question.kind,
      texts: words(question.texts),
      driver: question.driver?.name ?? '',
      always: question.always,
      outcome: question.outcome,
    })),
  };
}

function audienceInput(form: AudienceForm): SurveyAudienceInput {
  return {
    everyone: form.everyone,
    departmentIds: form.departmentIds,
    withSubdepartments: form.withSubdepartments,
    locations: form.locations,
    hiredFrom: form.hiredFrom || null,
    hiredUntil: form.hiredUntil || null,
    managerIds: ids(form.managers),
    titles: form.titles,
    personIds: ids(form.people),
    excludedIds: ids(form.excluded),
  };
}

/** The fields as the command wants them. */
export function inputOf(surveyId: string, version: number, form: SurveyForm): SaveSurveyInput {
  return {
    ...form,
    surveyId,
    version,
    audience: audienceInput(form.audience),
    questions: form.questions.map(({ questionId, itemId, always, outcome }) => ({
      questionId,
      itemId,
      always,
      outcome,
    })),
  };
}

/** What a new survey can begin as. */
export const STARTS = ['once', 'pulse'] as const;

/** A draft with what most companies choose; everybody is asked. */
export function newSurvey(
  titles: Words,
  start: (typeof STARTS)[number],
  startsOn: string,
): SaveSurveyInput {
  const pulse = start === 'pulse';
  return {
    surveyId: null,
    version: null,
    titles: { en: titles.en.trim(), ru: titles.ru.trim() },
    intros: { en: '', ru: '' },
    rhythm: pulse ? 'MONTHLY' : 'ONCE',
    readers: 'MANAGERS',
    audience: audienceInput({
      everyone: true,
      departmentIds: [],
      withSubdepartments: true,
      locations: [],
      hiredFrom: '',
      hiredUntil: '',
      managers: [],
      titles: [],
      people: [],
      excluded: [],
    }),
    segments: ['DEPARTMENT', 'TENURE'],
    scoreGroup: SCORES_FEWEST,
    wordGroup: WORDS_FEWEST,
    keepDays: 30,
    startsOn,
    openDays: pulse ? 7 : 14,
    remindDays: pulse ? [2] : [3, 1],
    // Asked in turn as soon as there are more than go into a wave.
    waveQuestions: null,
    questions: [],
  };
}

/** How many days a wave may be open: it is over everywhere before the next one begins. */
export const OPEN_DAYS_MOST: Readonly<Record<SurveyRhythm, number>> = {
  ONCE: 60,
  WEEKLY: 5,
  FORTNIGHTLY: 12,
  MONTHLY: 26,
  QUARTERLY: 60,
};
const REMINDERS_MOST = 5;
/** How many questions of a pulse are asked at a time, unless somebody says otherwise. */
export const IN_A_WAVE = 5;

/** How many questions a wave may have: all that are asked always, and not more than there are. */
export function waveLimits({ questions }: Pick<SurveyForm, 'questions'>): [least: number, most: number] {
  return [Math.max(1, questions.filter((one) => one.always).length), questions.length];
}

/** The same form with what no longer goes together put right, e.g. reminders before the first day. */
export function fitted(form: SurveyForm): SurveyForm {
  const openDays = Math.min(form.openDays, OPEN_DAYS_MOST[form.rhythm]);
  const [least, most] = waveLimits(form);
  return {
    ...form,
    openDays,
    remindDays: form.remindDays.filter((days) => days < openDays).slice(0, REMINDERS_MOST),
    wordGroup: Math.max(form.wordGroup, form.scoreGroup),
    waveQuestions:
      form.waveQuestions === null || form.rhythm === 'ONCE' || most === 0
        ? null
        : Math.min(Math.max(form.waveQuestions, least), most),
  };
}

/** The form with questions of the bank behind those that it has. A pulse asks many in turn. */
export function withQuestions(form: SurveyForm, added: readonly Omit<QuestionForm, 'always'>[]): SurveyForm {
  const begins =
    form.rhythm !== 'ONCE' &&
    form.waveQuestions === null &&
    form.questions.length === 0 &&
    added.length > IN_A_WAVE;
  const waveQuestions = begins ? IN_A_WAVE : form.waveQuestions;
  return fitted({
    ...form,
    waveQuestions,
    questions: [
      ...form.questions,
      ...added.map((one) => ({ ...one, always: waveQuestions === null || one.outcome })),
    ],
  });
}

/** One thing of a list moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

export const PARTS = ['basics', 'questions', 'people', 'groups', 'days', 'launch'] as const;
export type Part = (typeof PARTS)[number];

export function partOf(text: string | null): Part {
  return PARTS.find((one) => one === text) ?? 'basics';
}
