import { expect, test } from 'vitest';
import { type SurveyForm, fitted, inputOf, moved, newSurvey, withQuestions } from './form';

const TITLES = { en: 'Pulse', ru: '' };

function form(patch: Partial<SurveyForm> = {}): SurveyForm {
  const { audience: _audience, questions: _questions, surveyId: _id, version: _version, ...rest } =
    newSurvey(TITLES, 'pulse', '2026-12-01');
  return {
    ...(rest as unknown as SurveyForm),
    audience: {
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
    },
    questions: [],
    ...patch,
  };
}

const question = (key: string, outcome = false) => ({
  key,
  questionId: null,
  itemId: key,
  fromItem: key,
  kind: 'SCALE_5' as const,
  texts: { en: key, ru: '' },
  driver: '',
  outcome,
});

test('a pulse of many questions asks them in turn, its outcome always', () => {
  const many = withQuestions(form(), ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => question(key, key === 'a')));
  expect(many.waveQuestions).toBe(5);
  expect(many.questions.map((one) => one.always)).toEqual([true, false, false, false, false, false]);
  const few = withQuestions(form(), [question('a'), question('b')]);
  expect(few.waveQuestions).toBeNull();
  expect(few.questions.every((one) => one.always)).toBe(true);
});

test('a wave never has more questions than there are, nor fewer than are always asked', () => {
  const many = withQuestions(form(), ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => question(key)));
  expect(fitted({ ...many, questions: many.questions.slice(0, 3) }).waveQuestions).toBe(3);
  expect(fitted({ ...many, questions: [] }).waveQuestions).toBeNull();
  const always = many.questions.map((one) => ({ ...one, always: true }));
  expect(fitted({ ...many, questions: always }).waveQuestions).toBe(6);
  expect(fitted({ ...many, rhythm: 'ONCE' }).waveQuestions).toBeNull();
});

test('a wave is over before the next begins, and nobody is reminded before its first day', () => {
  const weekly = fitted(form({ rhythm: 'WEEKLY', openDays: 20, remindDays: [14, 5, 4, 1] }));
  expect(weekly.openDays).toBe(5);
  expect(weekly.remindDays).toEqual([4, 1]);
});

test('words are told of no fewer people than scores', () => {
  expect(fitted(form({ scoreGroup: 15, wordGroup: 10 })).wordGroup).toBe(15);
});

test('what is sent has no more than the command wants', () => {
  const input = inputOf('s1', 3, withQuestions(form(), [question('a')]));
  expect(input.questions).toEqual([{ questionId: null, itemId: 'a', always: true, outcome: false }]);
  expect(input).toMatchObject({ surveyId: 's1', version: 3, audience: { hiredFrom: null, managerIds: [] } });
});

test('a thing is moved to its place', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a'], 3, 0)).toEqual(['a']);
});
