import { expect, test } from 'vitest';
import { HUES, hueOf, initialsOf } from './Face';

test.each([
  ['Ann Lee', 'AL'],
  ['Анна Сергеевна Ёлкина', 'АЁ'],
  ['Plato', 'P'],
  ['  ann   lee ', 'AL'],
  ['李 小龍', '李小'],
  ['', '?'],
])('the initials of "%s" are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('the colour of a person never changes, and people spread over all colours', () => {
  expect(hueOf('UGVyc29uOjE=')).toBe(hueOf('UGVyc29uOjE='));
  const used = new Set(Array.from({ length: 300 }, (_, index) => hueOf(`person-${index}`)));
  expect(used.size).toBe(HUES);
});
