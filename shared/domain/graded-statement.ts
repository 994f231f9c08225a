import type { CaseFile } from './case-file.ts';
import type { Grade } from './grade.ts';

/** The latest grade of a statement that stands in the case, or null where there is none to send. */
export function statementInFile(file: CaseFile, statement: string): Grade | null {
  const standing = file.annotations.find(
    ({ event, kind, withdrawn }) => event === statement && kind === 'statement' && withdrawn === null,
  );
  return standing === undefined ? null : (file.grades[statement]?.at(-1)?.grade ?? null);
}
