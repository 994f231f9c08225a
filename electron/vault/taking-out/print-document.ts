import type { CaseFile } from '../../../shared/domain/case-file.ts';
import type { PrintDocument } from '../../../shared/bridge/taking-out.ts';
import { emptyWork } from '../../../shared/domain/work-file.ts';
import { emptyCase } from '../../../shared/domain/case-file.ts';
import type { PrintedPart } from '../../../shared/domain/events/taking-out.ts';

/**
 * The case without its reporter clues: they only feed redaction and never leave the case, since together they would be a
 * file on the reporter. Their events stay in the timeline as the bare fact of a mark.
 */
export function withoutClues(file: CaseFile): CaseFile {
  return { ...file, annotations: file.annotations.filter(({ kind }) => kind !== 'reporter_clue') };
}

/** Only what is printed: the window gets no more of a case than the paper will show. */
export function partsOf(file: CaseFile, parts: readonly PrintedPart[]): CaseFile {
  const has = (part: PrintedPart) => parts.includes(part);
  const { caseId, received, report, annotations, grades, assessments, decisions, referrals, work } = withoutClues(file);
  const { told, charity } = work;
  return {
    ...emptyCase(caseId),
    received,
    ...(has('report') && { report }),
    ...(has('annotations') && { annotations, grades }),
    ...(has('decisions') && {
      assessments,
      decisions,
      referrals: referrals.map((each) => ({ ...each, pack: null })),
      // What the charity was asked and answered is the report's, and may tell who reported: of that only codes are printed.
      work: { ...emptyWork, told, charity },
    }),
  };
}

/** Who was told, and what the units among them are called. */
export function toldOf(
  recipients: PrintDocument['recipients'],
  units: readonly { readonly unit: string; readonly name: string }[],
  parts: readonly PrintedPart[],
): Pick<PrintDocument, 'recipients' | 'unitNames'> {
  const told = parts.includes('decisions') ? recipients : [];
  const named = units.filter(({ unit }) => told.some(({ way, body }) => way !== 'hand' && body === unit));
  return { recipients: told, unitNames: Object.fromEntries(named.map(({ unit, name }) => [unit, name])) };
}
