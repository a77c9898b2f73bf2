import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { storage } from './storage';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
const KEY = 'erm.language';

/** One chunk a feature and a language, loaded when a page asks for it. */
const catalogues = import.meta.glob<Record<string, string>>('../locales/*/*.json', {
  import: 'default',
});

const backend: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    const load = catalogues[`../locales/${language}/${namespace}.json`];
    if (!load) {
      done(new Error(`No catalogue ${language}/${namespace}`), null);
      return;
    }
    load().then(
      (catalogue) => done(null, catalogue),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

/** What was chosen on this device, else what the browser asks for. */
export function guessLanguage(): Language {
  const chosen = storage.read<Language>(KEY);
  if (chosen && LANGUAGES.includes(chosen)) return chosen;
  return navigator.languages.some((one) => one.toLowerCase().startsWith('ru')) ? 'ru' : 'en';
}

export async function startI18n(language: Language = guessLanguage()): Promise<void> {
  document.documentElement.lang = language;
  await i18next.use(backend).use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ['common'],
    defaultNS: 'common',
    keySeparator: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    returnNull: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
}

export async function setLanguage(language: Language): Promise<void> {
  storage.write(KEY, language);
  document.documentElement.lang = language;
  if (i18next.language !== language) await i18next.changeLanguage(language);
}
