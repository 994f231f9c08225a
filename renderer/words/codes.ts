/** The code lists as the screens show them: the same lists, their labels in the spoken language. */
import {
  type CodeList,
  codeList as listAsWritten,
  type CodeListName,
  labelOf as labelAsWritten,
} from '../../shared/domain/codes.ts';
import { t } from './t.ts';

/** The words for a code; the code itself where the list does not know it. */
export const labelOf = (list: CodeListName, code: string): string => t(labelAsWritten(list, code));

/** A list by its name, in the order of the file. */
export function codeList(name: CodeListName): CodeList {
  const list = listAsWritten(name);
  return { ...list, title: t(list.title), entries: list.entries.map((entry) => ({ ...entry, label: t(entry.label) })) };
}
