import { expect, test } from 'vitest';
import { plainText } from './plainText';

test('signs of Markdown go, words stay', () => {
  expect(plainText('For *three* **quiet** weeks, see [the report](https://x.example).')).toBe(
    'For three quiet weeks, see the report.',
  );
  expect(plainText('# Title\n> Said\n- one\n* two\n`code`')).toBe('Title\nSaid\none\ntwo\ncode');
});

test.each(['2 * 3 * 4', 'snake_case_name', 'a*b*c', '5 > 4', 'Ann <b>Lee</b>'])(
  'what only looks like Markdown stays: %s',
  (text) => expect(plainText(text)).toBe(text),
);
