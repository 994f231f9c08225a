import { locale, t } from './t.ts';

const units = [t('kB'), 'MB', 'GB', 'TB'] as const;
const number = new Intl.NumberFormat(locale(), { maximumSignificantDigits: 2 });

/** `740 bytes`, `2.3 MB`: of a file, in powers of ten as the system's own windows show them. */
export function size(bytes: number): string {
  if (bytes < 1000) return t('{{bytes}} bytes', { bytes });
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${number.format(bytes / 1000 ** power)} ${units[power - 1]}`;
}
