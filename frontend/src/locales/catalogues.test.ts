import { describe, expect, test } from 'vitest';

const files = import.meta.glob<Record<string, string>>('./*/*.json', {
  eager: true,
  import: 'default',
});
const SUFFIX = /_(zero|one|two|few|many|other)$/;

function catalogue(language: string, feature: string): Record<string, string> {
  return files[`./${language}/${feature}.json`] ?? {};
}

function meanings(of: Record<string, string>): string[] {
  return [...new Set(Object.keys(of).map((key) => key.replace(SUFFIX, '')))].sort();
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

const features = [...new Set(Object.keys(files).map((path) => path.replace(/^.*\/|\.json$/g, '')))];

describe.each(features)('%s', (feature) => {
  const en = catalogue('en', feature);
  const ru = catalogue('ru', feature);

  test('both languages say the same things', () => {
    expect(meanings(ru)).toEqual(meanings(en));
  });

  test.each([
    ['en', en],
    ['ru', ru],
  ])('every plural in %s has each form that the language has', (language, of) => {
    const forms = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    const plurals = Object.keys(of).filter((key) => SUFFIX.test(key));
    for (const meaning of new Set(plurals.map((key) => key.replace(SUFFIX, '')))) {
      const found = forms.filter((form) => `${meaning}_${form}` in of);
      expect({ meaning, forms: found }).toEqual({ meaning, forms });
    }
  });

  test('a plural in one language is a plural in the other', () => {
    const plural = (of: Record<string, string>) =>
      meanings(Object.fromEntries(Object.entries(of).filter(([key]) => SUFFIX.test(key))));
    expect(plural(ru)).toEqual(plural(en));
  });

  test('the same values are put into both languages', () => {
    for (const meaning of meanings(en)) {
      const of = (texts: Record<string, string>) =>
        placeholders(
          Object.entries(texts)
            .filter(([key]) => key === meaning || key.replace(SUFFIX, '') === meaning)
            .map(([, text]) => text)
            .join(' '),
        );
      expect({ meaning, values: of(ru) }).toEqual({ meaning, values: of(en) });
    }
  });

  test('no text is empty', () => {
    expect(Object.entries({ ...en, ...ru }).filter(([, text]) => !text.trim())).toEqual([]);
  });
});
