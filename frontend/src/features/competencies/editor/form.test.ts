import { describe, expect, test } from 'vitest';
import { type FrameworkForm, inputOf, keyFor, missingIn, moved, withOne } from './form';

const words = (en: string, ru = '') => ({ en, ru });

const form: FrameworkForm = {
  names: words('Engineering'),
  descriptions: words(''),
  families: [{ key: 'craft', names: words('Craft') }],
  tracks: [
    {
      key: 'engineer',
      names: words('Engineer'),
      levels: [
        { key: 'e1', names: words('Junior'), leadsTo: [] },
        { key: 'e2', names: words('Senior'), leadsTo: ['manager/m1', 'engineer/e1'] },
      ],
    },
  ],
  competencies: [
    {
      key: 'testing',
      familyKey: 'craft',
      names: words('Testing'),
      descriptions: words(''),
      texts: {
        'engineer/e1': words('Writes tests', 'Пишет тесты'),
        'engineer/e2': words('  '),
        'manager/m1': words('Gone'),
      },
    },
  ],
};

describe('what is sent', () => {
  const { content } = inputOf('f1', 3, form);

  test('has only words that say something, of levels that are there', () => {
    expect(content.competencies[0]?.expectations).toEqual([
      { trackKey: 'engineer', levelKey: 'e1', texts: words('Writes tests', 'Пишет тесты') },
    ]);
  });

  test('leads only to levels that are there', () => {
    expect(content.tracks[0]?.levels[1]?.leadsTo).toEqual(['engineer/e1']);
  });
});

describe('a key', () => {
  test('is made from the English name and is nobody else’s', () => {
    expect(keyFor(words('Code & review!'), 'competency', [])).toBe('code-review');
    expect(keyFor(words('Code review'), 'competency', ['code-review', 'code-review-2'])).toBe(
      'code-review-3',
    );
  });

  test('is made from the kind where there is no English name', () => {
    expect(keyFor(words('', 'Тесты'), 'competency', [])).toBe('competency');
  });
});

test('one moves past its neighbour', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});

test('one is changed where it stands, a new one comes last', () => {
  const list = [{ key: 'a', n: 1 }, { key: 'b', n: 1 }];
  expect(withOne(list, { key: 'a', n: 2 })).toEqual([{ key: 'a', n: 2 }, { key: 'b', n: 1 }]);
  expect(withOne(list, { key: 'c', n: 1 }).map((one) => one.key)).toEqual(['a', 'b', 'c']);
});

test('says what is missing before it can be published', () => {
  expect(missingIn(form)).toEqual({ names: 0, texts: 0, empty: false });
  expect(missingIn({ ...form, tracks: [] })).toEqual({ names: 0, texts: 1, empty: true });
  expect(missingIn({ ...form, families: [{ key: 'craft', names: words('', 'Мастерство') }] }).names).toBe(1);
});
