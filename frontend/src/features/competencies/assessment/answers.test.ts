import { describe, expect, test } from 'vitest';
import { type Answers, NO_ANSWER, answersOf, inputOf, missingOf, sameAnswers } from './answers';

const link = {
  kind: 'LINK',
  title: 'The plan',
  url: 'https://example.com/plan',
  fileId: null,
  sourceId: null,
  label: 'The plan',
} as const;

const answers: Answers = {
  c1: { rank: 0, note: ' Not yet. ', evidence: [link] },
  c2: { ...NO_ANSWER, note: '  ' },
  gone: { ...NO_ANSWER, rank: 2 },
};

describe('what is sent', () => {
  test('has only what is asked and says something; the lowest level is an answer', () => {
    const { label: _, ...sent } = link;
    expect(inputOf(answers, ['c1', 'c2'])).toEqual([
      { competencyId: 'c1', rank: 0, note: ' Not yet. ', evidence: [sent] },
    ]);
  });

  test('is the same again when it is read', () => {
    const read = answersOf([
      {
        __typename: 'AssessmentAnswer',
        competencyId: 'c1',
        rank: 0,
        note: 'Not yet.',
        evidence: [
          { __typename: 'Evidence', id: 'e1', kind: 'LINK', title: link.title, url: link.url, sourceId: null, file: null, source: null },
        ],
      },
    ] as unknown as Parameters<typeof answersOf>[0]);
    expect(sameAnswers(read, { c1: answers['c1'] ?? NO_ANSWER })).toBe(true);
  });
});

test('a competency without a level is missing, with the lowest one it is not', () => {
  expect(missingOf(['c1', 'c2', 'c3'], answers)).toEqual(['c2', 'c3']);
});

test('another level, word or piece of evidence is another answer', () => {
  const one = { c1: { rank: 1, note: 'x', evidence: [] } };
  expect(sameAnswers(one, { c1: { rank: 2, note: 'x', evidence: [] } })).toBe(false);
  expect(sameAnswers(one, { c1: { rank: 1, note: 'y', evidence: [] } })).toBe(false);
  expect(sameAnswers(one, { c1: { rank: 1, note: 'x', evidence: [link] } })).toBe(false);
  expect(sameAnswers(one, {})).toBe(false);
});
