import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const sources = Object.keys(import.meta.glob('./**/*.{ts,tsx}')).filter(
  (path) => !path.startsWith('./gql/') && !path.includes('.test.') && !path.startsWith('./test/'),
);

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** What a file imports, as addresses from `src/`. */
function importsOf(path: string): string[] {
  const folder = path.slice(2).split('/').slice(0, -1);
  return [...read(path).matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)].map(([, target = '']) => {
    if (target.startsWith('@/')) return target.slice(2);
    if (!target.startsWith('.')) return target;
    const parts = [...folder];
    for (const step of target.split('/')) {
      if (step === '..') parts.pop();
      else if (step !== '.') parts.push(step);
    }
    return parts.join('/');
  });
}

describe.each(sources)('%s', (path) => {
  const imports = importsOf(path);
  const feature = /^\.\/features\/([^/]+)\//.exec(path)?.[1];

  test('imports only from below', () => {
    const forbidden = feature
      ? imports.filter(
          (one) =>
            one.startsWith('app/') ||
            (one.startsWith('features/') && !one.startsWith(`features/${feature}/`)),
        )
      : path.startsWith('./ui/')
        ? imports.filter((one) => /^(app|features)\//.test(one))
        : path.startsWith('./lib/')
          ? imports.filter((one) => /^(app|features|ui)\//.test(one))
          : [];
    expect(forbidden).toEqual([]);
  });

  test('makes no HTML from text, and no style element', () => {
    const text = read(path);
    // The Content-Security-Policy would refuse them: responsive props become <style> elements.
    expect(text).not.toMatch(/dangerouslySetInnerHTML|\.innerHTML|\b\w+=\{\{\s*(base|xs|sm|md|lg|xl):/);
    expect(imports.filter((one) => one === '@mantine/core/styles.css')).toEqual([]);
  });

  test('uses no component of Mantine that writes a style element', () => {
    const named = [...read(path).matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].join(' ');
    expect(named).not.toMatch(/\b(AppShell|SimpleGrid|Grid|ActionBar|ColorSchemeScript|Typography)\b/);
  });
});
