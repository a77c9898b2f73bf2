import { expect, test } from 'vitest';
import { answer, questions } from '../test/rows';
import { type Answers, answersOf, inputOf, missingOf, sameAnswers, withAnswer, wordsOf } from './answers';
import type { Question, WireAnswer } from './wire';

const asked = Object.values(questions) as unknown as Question[];
const of = (...list: object[]) => answersOf(list as WireAnswer[]);

test('what is not answered is not sent, and a cannot-judge is sent as no number', () => {
  const answers: Answers = {
    q1: { cannotJudge: true, value: 3 },
    q3: { text: '   ' },
    q5: { values: [] },
    gone: { value: 1 },
  };
  expect(inputOf(answers, asked)).toEqual([{ questionId: 'q1', cannotJudge: true }]);
});

test('each kind goes out and comes back as it was', () => {
  const answers = of(
    answer('q1', { value: 2 }),
    answer('q2', { goalResults: [{ goalId: 'g1', title: 'Speak', value: 3 }] }),
    answer('q3', { text: 'Go on.' }),
    answer('q5', { values: [2, 1] }),
  );
  expect(inputOf(answers, asked)).toEqual([
    { questionId: 'q1', cannotJudge: false, value: 2 },
    { questionId: 'q2', cannotJudge: false, goalResults: [{ goalId: 'g1', value: 3 }] },
    { questionId: 'q3', cannotJudge: false, text: 'Go on.' },
    { questionId: 'q5', cannotJudge: false, values: [2, 1] },
  ]);
});

test('what the server trims and sorts is no other answer, and what it lacks is', () => {
  const mine: Answers = { q3: { text: 'Go on. ' }, q5: { values: [2, 1] }, q1: {} };
  expect(sameAnswers(mine, { q3: { text: 'Go on.' }, q5: { values: [1, 2] } })).toBe(true);
  expect(sameAnswers(mine, { q3: { text: 'Go on.' } })).toBe(false);
  expect(sameAnswers({ q1: { value: 1 } }, { q1: { cannotJudge: true } })).toBe(false);
});

test('an answer that is taken back leaves nothing behind', () => {
  expect(withAnswer({ q1: { value: 2 }, q3: { text: 'x' } }, 'q1', {})).toEqual({ q3: { text: 'x' } });
});

test('only what must be answered is missing, and a cannot-judge answers it', () => {
  const missing = missingOf(asked, { q1: { cannotJudge: true }, q4: { value: 1 } });
  expect(missing.map((one) => one.id)).toEqual(['q2']);
});

test('an answer is read in words, not in numbers alone', () => {
  const words = (id: string, given: Answers[string] | undefined) =>
    wordsOf(asked.find((one) => one.id === id) as Question, given, 'Cannot judge');
  expect(words('q1', { value: 3 })).toEqual(['3 · Mostly']);
  expect(words('q2', { goals: [{ goalId: 'g1', title: 'Speak', value: 1 }] })).toEqual([
    'Speak: 1 · Hardly ever',
  ]);
  expect(words('q5', { values: [1, 2] })).toEqual(['Ideas', 'Quality']);
  expect(words('q4', { cannotJudge: true })).toEqual(['Cannot judge']);
  expect(words('q3', undefined)).toEqual([]);
});
