import type { ReviewAnswerInput } from '@/gql/graphql';
import type { Question, WireAnswer } from './wire';

export interface GoalAnswer {
  goalId: string;
  title: string;
  value: number;
}

/** What is answered to one question; which part is set follows from its kind. */
export interface Answer {
  value?: number;
  values?: number[];
  text?: string;
  cannotJudge?: boolean;
  goals?: GoalAnswer[];
}

/** Answers by the question's id. What is not answered is not there. */
export type Answers = Readonly<Record<string, Answer>>;

export const NO_ANSWERS: Answers = {};

export function isEmpty(answer: Answer | undefined): boolean {
  return !(
    answer &&
    (answer.cannotJudge ||
      answer.value !== undefined ||
      (answer.values && answer.values.length > 0) ||
      (answer.text && answer.text.trim() !== '') ||
      (answer.goals && answer.goals.length > 0))
  );
}

export function answersOf(list: readonly WireAnswer[]): Answers {
  return Object.fromEntries(
    list.map((one) => {
      const answer: Answer = {};
      if (one.cannotJudge) answer.cannotJudge = true;
      if (one.value !== null) answer.value = one.value;
      if (one.values) answer.values = one.values;
      if (one.text !== null) answer.text = one.text;
      if (one.goalResults) answer.goals = one.goalResults.map(({ goalId, title, value }) => ({ goalId, title, value }));
      return [one.questionId, answer];
    }),
  );
}

/** As they are sent: empty ones are left out, and of questions that are not asked any more. */
export function inputOf(answers: Answers, questions: readonly Question[]): ReviewAnswerInput[] {
  return questions.flatMap((question): ReviewAnswerInput[] => {
    const answer = answers[question.id];
    if (!answer || isEmpty(answer)) return [];
    const input: ReviewAnswerInput = { questionId: question.id, cannotJudge: answer.cannotJudge ?? false };
    if (answer.cannotJudge) return [input];
    if (answer.value !== undefined) input.value = answer.value;
    if (answer.values) input.values = answer.values;
    if (answer.text !== undefined) input.text = answer.text;
    if (answer.goals) input.goalResults = answer.goals.map(({ goalId, value }) => ({ goalId, value }));
    return [input];
  });
}

/** Puts another answer to one question in place; an empty one is taken out. */
export function withAnswer(answers: Answers, questionId: string, answer: Answer): Answers {
  const { [questionId]: _, ...others } = answers;
  // A text may be all spaces while one types: it is only left out when it is sent.
  return isEmpty(answer) && !answer.text ? others : { ...others, [questionId]: answer };
}

export function sameAnswer(one: Answer | undefined, other: Answer | undefined): boolean {
  return canonical(one) === canonical(other);
}

export function sameAnswers(one: Answers, other: Answers): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => sameAnswer(one[key], other[key]));
}

/** The server trims texts and sorts choices: that is no other answer. */
function canonical(answer: Answer | undefined): string {
  if (!answer || isEmpty(answer)) return '';
  if (answer.cannotJudge) return 'cannot';
  return JSON.stringify([
    answer.value ?? null,
    [...(answer.values ?? [])].sort((a, b) => a - b),
    (answer.text ?? '').trim(),
    (answer.goals ?? [])
      .map(({ goalId, value }) => `${goalId}=${value}`)
      .sort(),
  ]);
}

export function answeredOf(questions: readonly Question[], answers: Answers): number {
  return questions.filter((question) => !isEmpty(answers[question.id])).length;
}

/** Questions that must be answered before it can be sent, and are not. */
export function missingOf(questions: readonly Question[], answers: Answers): Question[] {
  return questions.filter((question) => question.required && isEmpty(answers[question.id]));
}

/** An answer in words, line by line: the labels of what was chosen, or the text. Empty where there is none. */
export function wordsOf(question: Question, answer: Answer | undefined, cannotJudge: string): string[] {
  if (!answer || isEmpty(answer)) return [];
  if (answer.cannotJudge) return [cannotJudge];
  const point = (value: number) => {
    const found = question.scale.find((one) => one.value === value);
    return found ? `${value} · ${found.label}` : String(value);
  };
  const option = (value: number) =>
    question.options.find((one) => one.value === value)?.label ?? String(value);
  switch (question.kind) {
    case 'TEXT':
      return [answer.text ?? ''];
    case 'SINGLE_CHOICE':
      return [option(answer.value ?? 0)];
    case 'MULTIPLE_CHOICE':
      return (answer.values ?? []).map(option);
    case 'GOAL_RESULT':
      return (answer.goals ?? []).map((goal) => `${goal.title}: ${point(goal.value)}`);
    default:
      return [point(answer.value ?? 0)];
  }
}
