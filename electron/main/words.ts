/**
 * What main says by itself (menus, the system’s dialogs, notices) in the language of the screens. Its few words are taken
 * out of the page’s catalogue when the bundle is made: main imports nothing of the page.
 */
import type { LanguageChoice } from '../../shared/bridge/shell.ts';

/** English as it is written, or what is said for it. */
export type Say = (message: string, values?: Readonly<Record<string, string>>) => string;

/** By language: English messages, and what is said instead. */
export type Words = Readonly<Partial<Record<LanguageChoice, Readonly<Record<string, string>>>>>;

/** @param words what has no translation there is said in English */
export const wordsIn =
  (language: LanguageChoice, words: Words = __WORDS__): Say =>
  (message, values = {}) =>
    (words[language]?.[message] ?? message).replaceAll(
      /\{\{(\w+)\}\}/g,
      (place, name: string) => values[name] ?? place,
    );

export const inEnglish: Say = wordsIn('en', {});
