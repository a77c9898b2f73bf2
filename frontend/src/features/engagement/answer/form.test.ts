import { describe, expect, test } from 'vitest';
import { NOTHING, type Question, answerOfLink, howMany, onlyOf, pointsOf, saysEachPoint, withAnswer } from './form';

function question(patch: Partial<Question>): Question {
  return { id: 'q', kind: 'SCALE_5', text: '', help: '', labels: [], options: [], ...patch };
}

test('a scale has its points, and words where they are said', () => {
  expect(pointsOf(question({})).map((one) => one.value)).toEqual([1, 2, 3, 4, 5]);
  expect(pointsOf(question({ kind: 'SCALE_11' }))).toHaveLength(11);
  expect(pointsOf(question({ kind: 'SCALE_11' }))[0]?.value).toBe(0);
  expect(pointsOf(question({ kind: 'TEXT' }))).toEqual([]);
  const ends = pointsOf(question({ kind: 'SCALE_7', labels: ['Never', 'Always'] }));
  expect(ends.map((one) => one.label)).toEqual(['Never', '', '', '', '', '', 'Always']);
  expect(saysEachPoint(question({ labels: ['Never', 'Always'] }))).toBe(false);
  expect(saysEachPoint(question({ labels: ['a', 'b', 'c', 'd', 'e'] }))).toBe(true);
});

describe('a link chooses', () => {
  test.each([
    [question({}), '4', 4],
    [question({}), '0', undefined],
    [question({}), '6', undefined],
    [question({ kind: 'SCALE_11' }), '0', 0],
    [question({ kind: 'SCALE_11' }), '10', 10],
    [question({}), '4.5', undefined],
    [question({}), '-1', undefined],
    [question({}), '', undefined],
    [question({ kind: 'YES_NO' }), 'yes', true],
    [question({ kind: 'YES_NO' }), 'no', false],
    [question({ kind: 'YES_NO' }), '1', undefined],
    [question({ kind: 'SINGLE_CHOICE', options: ['a', 'b'] }), '1', 1],
    [question({ kind: 'SINGLE_CHOICE', options: ['a', 'b'] }), '2', undefined],
    [question({ kind: 'TEXT' }), '4', undefined],
    [question({ kind: 'MULTIPLE_CHOICE', options: ['a'] }), '0', undefined],
  ])('%o with %s', (asked, text, answer) => {
    expect(answerOfLink(asked, text)).toBe(answer);
  });
});

test('only what was answered of these questions is sent', () => {
  const questions = [
    question({ id: 'a' }),
    question({ id: 'b', kind: 'TEXT' }),
    question({ id: 'c', kind: 'MULTIPLE_CHOICE', options: ['x', 'y'] }),
    question({ id: 'd', kind: 'YES_NO' }),
  ];
  const given = {
    answers: { a: 3, c: [], d: false, former: 1 },
    words: { b: '  ', former: 'x' },
    replies: true,
  };
  expect(onlyOf(questions, given)).toEqual({ answers: { a: 3, d: false }, words: {}, replies: false });
  expect(howMany(questions, given)).toBe(2);
  expect(onlyOf(questions, { ...given, words: { b: ' More light. ' } })).toEqual({
    answers: { a: 3, d: false },
    words: { b: 'More light.' },
    replies: true,
  });
});

test('an answer can be taken back', () => {
  const once = withAnswer(NOTHING, 'a', 2);
  expect(withAnswer(once, 'a', undefined).answers).toEqual({});
});
