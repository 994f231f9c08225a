/** Which language is spoken for which choice. */
import type { LanguageChoice } from '../../shared/bridge/shell.ts';
import type { Language } from './t.ts';

/** Put in by the build; no unit test has it. */
const isTestBuild = typeof __TEST_BUILD__ !== 'undefined' && __TEST_BUILD__;

/**
 * The language of a choice. What no speaker has reviewed is spoken only to those who choose it; English in disguise is
 * spoken by the builds of the tests alone.
 */
export const languageFor = (choice: LanguageChoice): Language =>
  choice === 'system' || (choice === 'en-XA' && !isTestBuild) ? 'en' : choice;
