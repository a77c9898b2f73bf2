import type { SurveyQuestionKind } from '@/gql/graphql';

/** A question as whoever answers it reads it. */
export interface Question {
  id: string;
  kind: SurveyQuestionKind;
  text: string;
  help: string;
  labels: readonly string[];
  options: readonly string[];
}

/** A point of a scale; yes or no; the index of an option, or of several. */
export type Answer = number | boolean | readonly number[];

/** What was answered so far, by question. What is not there was left out. */
export interface Given {
  answers: Readonly<Record<string, Answer>>;
  words: Readonly<Record<string, string>>;
  /** Whether one wants to be able to read replies to one's words. */
  replies: boolean;
}

export const NOTHING: Given = { answers: {}, words: {}, replies: false };

/** As long as the server takes it. */
export const LONGEST_COMMENT = 4000;

const SCALES: Partial<Record<SurveyQuestionKind, readonly [lowest: number, highest: number]>> = {
  SCALE_5: [1, 5],
  SCALE_7: [1, 7],
  SCALE_11: [0, 10],
};

export interface Point {
  value: number;
  /** What it means, where that is said. */
  label: string;
}

/** The points of a question that is answered on a scale, lowest first; none for other kinds. */
export function pointsOf({ kind, labels }: Question): Point[] {
  const ends = SCALES[kind];
  if (!ends) return [];
  const [lowest, highest] = ends;
  const count = highest - lowest + 1;
  return Array.from({ length: count }, (_, index) => ({
    value: lowest + index,
    label:
      labels.length === count
        ? (labels[index] ?? '')
        : index === 0
          ? (labels[0] ?? '')
          : index === count - 1
            ? (labels.at(-1) ?? '')
            : '',
  }));
}

/** Whether every point of its scale says what it means, not only the two ends. */
export function saysEachPoint(question: Question): boolean {
  return pointsOf(question).every((point) => point.label !== '');
}

/** What is chosen by a link, e.g. of a mail; undefined where the question cannot be answered so. */
export function answerOfLink(question: Question, text: string): Answer | undefined {
  if (question.kind === 'YES_NO') {
    return text === 'yes' || text === 'true' ? true : text === 'no' || text === 'false' ? false : undefined;
  }
  const value = /^\d{1,2}$/u.test(text) ? Number(text) : Number.NaN;
  if (question.kind === 'SINGLE_CHOICE') return question.options[value] === undefined ? undefined : value;
  return pointsOf(question).some((point) => point.value === value) ? value : undefined;
}

export function isAnswered(question: Question, given: Given): boolean {
  if (question.kind === 'TEXT') return Boolean(given.words[question.id]?.trim());
  const answer = given.answers[question.id];
  return answer !== undefined && (typeof answer !== 'object' || answer.length > 0);
}

export function howMany(questions: readonly Question[], given: Given): number {
  return questions.filter((question) => isAnswered(question, given)).length;
}

/** What is given of these questions, and nothing else that may lie in an old draft. */
export function onlyOf(questions: readonly Question[], given: Given): Given {
  const answers: Record<string, Answer> = {};
  const words: Record<string, string> = {};
  for (const question of questions) {
    if (!isAnswered(question, given)) continue;
    if (question.kind === 'TEXT') {
      words[question.id] = (given.words[question.id] as string).trim();
    } else {
      answers[question.id] = given.answers[question.id] as Answer;
    }
  }
  return { answers, words, replies: given.replies && Object.keys(words).length > 0 };
}

/** The same with another answer; undefined takes it back. */
export function withAnswer(given: Given, questionId: string, answer: Answer | undefined): Given {
  const answers = { ...given.answers };
  if (answer === undefined) delete answers[questionId];
  else answers[questionId] = answer;
  return { ...given, answers };
}
