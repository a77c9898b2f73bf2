import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import MarkdownRenderer, { safeAddress } from './MarkdownRenderer';

const shown = (text: string) => render(<MarkdownRenderer text={text} />).container;

test('lists, emphasis and links are rendered', () => {
  const page = shown('**Well done**, see [notes](https://example.org/a?b=1)\n\n- one\n- *two*');
  expect(page.querySelector('strong')?.textContent).toBe('Well done');
  expect(page.querySelectorAll('li')).toHaveLength(2);
  expect(page.querySelector('a')?.getAttribute('rel')).toContain('noopener noreferrer');
});

test.each(['- [ ] ask\n- [x] done', '- [ ] ask\n\n- [x] done'])('boxes stand before their words: %j', (text) => {
  const items = [...shown(text).querySelectorAll('li')].map((item) => item.textContent);
  expect(items).toEqual(['☐ ask', '☑ done']);
});

test.each([
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](java&#x0A;script:alert(1))',
  '[a](data:text/html;base64,PHNjcmlwdD4=)',
  '[a](vbscript:x)',
  '![a](javascript:alert(1))',
  '![pixel](https://example.org/p.gif)',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe src="https://example.org"></iframe>',
  '[a]: javascript:alert(1)\n\n[a]',
  '<https://example.org" onmouseover="alert(1)>',
])('%s makes nothing dangerous', (text) => {
  const page = shown(text);
  expect(page.querySelector('script, img, iframe, style, svg, object, form')).toBeNull();
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on/);
      if (name === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/i);
    }
  }
});

test('an address hidden behind control characters is not followed', () => {
  expect(safeAddress('\u0001javascript:alert(1)')).toBeUndefined();
  expect(safeAddress('java\nscript:alert(1)')).toBeUndefined();
  expect(safeAddress('mailto:ann@example.org')).toBe('mailto:ann@example.org');
});
