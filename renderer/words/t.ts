import { createInstance } from 'i18next';
import english from './catalogue/en.json' with { type: 'json' };
import type { Catalogue } from './catalogue/catalogue.ts';

/** `en-XA` is English with brackets and accents: no person's choice, but the tests' way to see what was left untold. */
export type Language = 'en' | 'cy' | 'en-XA';

type Values = Readonly<Record<string, string | number>>;

/** Of dates and numbers. */
const locales: Record<Language, string> = { en: 'en-GB', cy: 'cy-GB', 'en-XA': 'en-GB' };

let spoken: Language = 'en';
let numbers = new Intl.NumberFormat(locales.en);
let disguise: ((message: string) => string) | null = null;

/**
 * The catalogue of what the screens say. A message is its own key: `t('Sign risk')`, with what changes from case to case
 * named in double braces: `t('{{count}} cases wait on others', { count })`. What has no translation is shown in English.
 * Never for what a person wrote, nor for a name: only for the words of this program and of its code lists.
 */
const catalogue = createInstance();
void catalogue.init({
  lng: 'en',
  // English holds no more than its singulars.
  fallbackLng: 'en',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  resources: { en: { translation: english } },
});

/**
 * Messages as they are said in the spoken language. Looking one up takes i18next some fifteen microseconds, and a screen
 * says hundreds of them with every key. There are no more of them than the program has messages and plural forms.
 */
const said = new Map<string, string>();
const formsOf = (language: Language) => new Intl.PluralRules(language === 'cy' ? 'cy' : 'en');
const englishForms = formsOf('en');
let forms = englishForms;

function looked(message: string, count: number | null, otherwise: string): string {
  // A message that is not in the spoken language is said in the English plural.
  const form = count === null ? '' : `${forms.select(count)} ${englishForms.select(count)}${count === 0 ? ' 0' : ''}`;
  const key = `${form}\n${message}\n${otherwise}`;
  let template = said.get(key);
  if (template === undefined) {
    const found = catalogue.t(message, {
      ...(count !== null && { count }),
      defaultValue: otherwise,
      skipInterpolation: true,
    });
    template = disguise?.(found) ?? found;
    said.set(key, template);
  }
  return template;
}

/** @param otherwise what is said where no catalogue has the message; the message itself unless told */
export function t(message: string, values: Values = {}, otherwise = message): string {
  if (message === '') return '';
  const { count } = values;
  const template = looked(message, typeof count === 'number' ? count : null, otherwise);
  if (!template.includes('{{')) return template;
  // React escapes what it shows; here values are put in as they are, and never searched for places themselves.
  return template.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? place);
  });
}

export const language = (): Language => spoken;

/** For `Intl`: `en-GB` or `cy-GB`. */
export const locale = (): string => locales[spoken];

/** A number in the spoken language: `1,204`. */
export const inFigures = (n: number): string => numbers.format(n);

/**
 * Speaks a language from here on; what was said before stays as it was, so this comes before the first screen is loaded.
 * A catalogue is read only where it is chosen.
 */
export async function speak(chosen: Language): Promise<void> {
  if (chosen === 'cy') {
    const { default: welsh } = await import('./catalogue/cy.json', { with: { type: 'json' } });
    catalogue.addResourceBundle('cy', 'translation', (welsh satisfies Catalogue).messages);
  }
  disguise = chosen === 'en-XA' ? (await import('./pseudo.ts')).disguised : null;
  spoken = chosen;
  numbers = new Intl.NumberFormat(locale());
  forms = formsOf(chosen);
  await catalogue.changeLanguage(chosen === 'en-XA' ? 'en' : chosen);
  said.clear();
}
