import type { CodeListName } from '../../../../shared/domain/codes.ts';
import { codeList } from '../../../words/codes.ts';
import { t } from '../../../words/t.ts';

/** A code that may be chosen. `dates` is when it was in use, in words, for one that no longer is. */
export interface OfferedCode {
  readonly code: string;
  readonly label: string;
  readonly dates: string | null;
}

/**
 * The codes of a list that may be chosen on a day (an instant or day, ISO 8601), in the order of the list. What is chosen
 * already stays readable although it is no longer valid, with its dates; one that the list does not know stands as it is.
 */
export function offeredCodes(list: CodeListName, chosen: readonly string[], on: string): OfferedCode[] {
  const day = on.slice(0, 10);
  const { entries } = codeList(list);
  const known = entries.flatMap(({ code, label, validFrom, validTo }): OfferedCode[] => {
    const valid = validFrom <= day && (validTo === undefined || day <= validTo);
    if (valid) return [{ code, label, dates: null }];
    if (!chosen.includes(code)) return [];
    const dates =
      validTo === undefined
        ? t('from {{from}}', { from: validFrom })
        : t('in use {{from}} to {{to}}', { from: validFrom, to: validTo });
    return [{ code, label, dates }];
  });
  const unknown = chosen.filter((code) => !entries.some((entry) => entry.code === code));
  return [...known, ...unknown.map((code) => ({ code, label: code, dates: t('not in this list') }))];
}
