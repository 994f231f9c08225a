import { createInstance } from 'i18next';

/**
 * The catalogue of what the screens say. A message is its own key: `t('Sign risk')`, with what changes from case to case
 * named in double braces: `t('{{count}} cases wait on others', { count })`. What has no translation is shown in English.
 * Never for what a person wrote, nor for a name: only for the words of this program and of its code lists.
 */
const catalogue = createInstance();
void catalogue.init({
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  resources: {},
});

export const t = (message: string, values: Readonly<Record<string, string | number>> = {}): string =>
  catalogue.t(message, values);
