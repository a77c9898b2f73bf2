import type { QuestionKind } from '@/gql/graphql';
import type { Point } from './form';

export const KINDS: readonly QuestionKind[] = [
  'RATING',
  'COMPETENCY_LEVEL',
  'GOAL_RESULT',
  'TEXT',
  'SINGLE_CHOICE',
  'MULTIPLE_CHOICE',
];
export const MOST_POINTS = 11;
export const MOST_OPTIONS = 20;
export const FEWEST = 2;

export const isScaled = (kind: QuestionKind) =>
  kind === 'RATING' || kind === 'COMPETENCY_LEVEL' || kind === 'GOAL_RESULT';
export const isChoice = (kind: QuestionKind) => kind === 'SINGLE_CHOICE' || kind === 'MULTIPLE_CHOICE';

const scale = (...labels: [en: string, ru: string][]): Point[] =>
  labels.map(([en, ru], index) => ({ value: index + 1, labels: { en, ru } }));

/** The scale that a kind begins with; its words can be changed. In both languages at once. */
export function scaleOf(kind: QuestionKind): Point[] {
  if (kind === 'RATING') {
    return scale(
      ['Hardly ever', 'Почти никогда'],
      ['Seldom', 'Редко'],
      ['About half of the time', 'Примерно в половине случаев'],
      ['Mostly', 'Чаще всего'],
      ['Practically always', 'Практически всегда'],
    );
  }
  if (kind === 'COMPETENCY_LEVEL') {
    return scale(
      ['Learns it', 'Осваивает'],
      ['Does it with help', 'Справляется с помощью'],
      ['Does it alone', 'Справляется самостоятельно'],
      ['Teaches it to others', 'Учит других'],
    );
  }
  if (kind === 'GOAL_RESULT') {
    return scale(
      ['Not reached', 'Не достигнута'],
      ['Reached in part', 'Достигнута частично'],
      ['Reached', 'Достигнута'],
      ['More than reached', 'Перевыполнена'],
    );
  }
  return [];
}
