import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '@/test/render';
import { partsOf } from './Mentions';
import MarkdownRenderer from './MarkdownRenderer';

const ann = { label: 'Ann Lee', to: '/people/ann' };
const anna = { label: 'Ann Leeds', to: '/people/anna' };

test('a mention is an @ with the whole name; the longest name counts', () => {
  expect(partsOf('Hi @Ann Lee, hi @Ann Leeds!', [ann, anna])).toEqual(['Hi ', ann, ', hi ', anna, '!']);
  expect(partsOf('@Ann Leeds', [ann])).toEqual(['@Ann Leeds']);
  expect(partsOf('mail ann@Ann', [ann])).toEqual(['mail ann@Ann']);
  expect(partsOf('', [ann])).toEqual([]);
});

test('mentions lead to people, also inside of emphasis, and nowhere inside of code', () => {
  show(<MarkdownRenderer text={'**@Ann Lee** did it, `@Ann Lee` not.'} mentions={[ann]} />);
  const links = screen.getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/people/ann']);
  expect(links[0]?.parentElement?.tagName).toBe('STRONG');
});
