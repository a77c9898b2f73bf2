import { expect, test } from 'vitest';
import { askedAt, likeliestFirst, stillMentioned, withName } from './mentions';

test('a name is asked for after an @ at the beginning of a word', () => {
  expect(askedAt('Thanks @An', 10)).toEqual({ search: 'An', begin: 7, end: 10 });
  expect(askedAt('@Анна Ли', 8)?.search).toBe('Анна Ли');
  expect(askedAt('(@Bo', 4)?.search).toBe('Bo');
  expect(askedAt('Thanks @An more', 10)?.search).toBe('An');
});

test('an address, a lone @ and a third word ask for nobody', () => {
  expect(askedAt('mo@example', 10)).toBeNull();
  expect(askedAt('at @', 4)).toBeNull();
  expect(askedAt('@Ann Lee was', 12)).toBeNull();
  expect(askedAt('no name', 7)).toBeNull();
});

test('the name comes in whole, with one gap after it', () => {
  const asked = { search: 'An', begin: 7, end: 10 };
  expect(withName('Thanks @An', asked, 'Ann Lee')).toEqual({ text: 'Thanks @Ann Lee ', caret: 16 });
  expect(withName('Thanks @An, all', asked, 'Ann Lee')).toEqual({ text: 'Thanks @Ann Lee, all', caret: 15 });
});

test('whose name was taken out again is not mentioned', () => {
  const picked = [{ name: 'Ann Lee' }, { name: 'Bo Chen' }];
  expect(stillMentioned('With @Bo Chen', picked)).toEqual([{ name: 'Bo Chen' }]);
});

test('whose name begins as it was typed comes before whose name has it somewhere', () => {
  const found = [{ name: 'Bethany Clarke' }, { name: 'Hannah Osei' }, { name: 'Ann Hansen' }];
  expect(likeliestFirst(found, 'han').map(({ name }) => name)).toEqual(['Hannah Osei', 'Ann Hansen', 'Bethany Clarke']);
});
