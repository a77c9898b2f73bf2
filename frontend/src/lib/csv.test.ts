import { expect, test } from 'vitest';
import { csv } from './csv';

test('no cell is run by a spreadsheet', () => {
  for (const bad of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")']) {
    const [line = ''] = csv([[bad]]).split('\r\n');
    expect(line.startsWith(`"'`)).toBe(true);
  }
});

test('quotes, line breaks and empty cells stay within their cells', () => {
  expect(csv([['a "b", c\nd', 3, null, -1.5]])).toBe('"a ""b"", c\nd",3,,-1.5\r\n');
});
