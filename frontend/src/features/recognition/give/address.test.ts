import { expect, test } from 'vitest';
import { type Prefill, linkTo, prefillOf, withoutPrefill } from './address';

const filled: Prefill = {
  personIds: ['a=', 'b'],
  groups: [
    { kind: 'TEAM', id: 't' },
    { kind: 'DEPARTMENT', id: 'd' },
  ],
  value: 'v',
  message: 'Спасибо & «до свидания» 100%',
};

test('a link brings whoever follows it what was filled in, in any script', () => {
  const { searchParams } = new URL(linkTo('https://erm.example', '/recognition', filled));
  expect(prefillOf(searchParams)).toEqual(filled);
});

test('without a form to open, a value in the address is a filter of the feed', () => {
  expect(prefillOf(new URLSearchParams('value=v'))).toBeNull();
  expect(prefillOf(new URLSearchParams('value=v&to=a'))).toEqual({
    personIds: ['a'],
    groups: [],
    value: '',
    message: '',
  });
});

test('once the form is open nothing of it is left in the address, and filters are', () => {
  expect(`${withoutPrefill(new URLSearchParams('give&to=a&message=hi&value=v&q=x'))}`).toBe('q=x');
  expect(`${withoutPrefill(new URLSearchParams('to=a&value=v'))}`).toBe('value=v');
});

test('an address that names too many or says too much is cut', () => {
  const search = new URLSearchParams(`give&message=${'a'.repeat(5000)}`);
  for (let index = 0; index < 50; index += 1) search.append('to', `p${index}`);
  search.append('to', 'p0');
  const prefill = prefillOf(search);
  expect(prefill?.personIds).toHaveLength(20);
  expect(prefill?.message).toHaveLength(2000);
});
