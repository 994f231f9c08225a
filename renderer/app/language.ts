/** Which language the screens speak: a public preference, read before anything is said. */
import type { LanguageChoice } from '../../shared/bridge/shell.ts';
import { languageFor } from '../words/chosen.ts';
import { locale, speak } from '../words/t.ts';
import { bridge } from './bridge.ts';

/** What was chosen; `system` where nothing answers. */
export async function chosenLanguage(): Promise<LanguageChoice> {
  const answer = await bridge()?.shell.preferences.read();
  return answer?.ok ? answer.value.language : 'system';
}

/** Keeps a choice for the next page: after the next lock, or the next start. False where it could not be kept. */
export async function chooseLanguage(language: LanguageChoice): Promise<boolean> {
  const answer = await bridge()?.shell.preferences.write({ language });
  return answer?.ok ?? false;
}

/** Speaks the language in force and tells it to screen readers. Without an answer, or without its catalogue, English stays. */
export async function readLanguage(): Promise<void> {
  try {
    await speak(languageFor(await chosenLanguage()));
  } catch (error) {
    console.error('language', error instanceof Error ? error.name : 'unknown');
  }
  document.documentElement.lang = locale();
}
