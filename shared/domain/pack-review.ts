/**
 * What stands between a pack and its recipient: the same check for the page, which shows it, and for the vault, which
 * refuses by it.
 */
import { statementInFile } from './graded-statement.ts';
import type { CaseFile } from './case-file.ts';
import { type CodeListName, isValidOn } from './codes.ts';
import type { PackRefusal } from './events/pack.ts';
import type { PackPart } from './leaks.ts';
import type { PackWorkings, ReferralPack } from './pack.ts';
import { packWarnings, type PackWarning } from './pack-check.ts';
import { coveredWords, redacted } from './redaction.ts';

/** Every part of a pack that holds free words, for the second pass. */
export function partsOf(pack: ReferralPack): PackPart[] {
  return [
    { part: 'title', text: pack.title },
    { part: 'request', text: pack.request },
    { part: 'safeguarding', text: pack.safeguarding ?? '' },
    { part: 'handling', text: pack.handling },
    ...pack.statements.flatMap(({ statement, text, grade }) => [
      { part: `statement ${statement}`, text },
      ...(grade.conditions === undefined ? [] : [{ part: `conditions ${statement}`, text: grade.conditions }]),
      ...(grade.rationale === undefined ? [] : [{ part: `rationale ${statement}`, text: grade.rationale }]),
    ]),
  ];
}

/** The warnings of the second pass, settled or not. */
export function warningsOf(file: CaseFile, pack: ReferralPack, workings: PackWorkings | undefined): PackWarning[] {
  return packWarnings(partsOf(pack), {
    narrative: file.report?.narrative ?? '',
    clues: file.annotations
      .filter(({ kind, withdrawn }) => kind === 'reporter_clue' && withdrawn === null)
      .map(({ target }) => target.exact),
    covered: (workings?.statements ?? []).flatMap(({ text, redactions }) => coveredWords(text, redactions)),
    fileNames: (file.report?.attachments ?? []).map(({ filename }) => filename),
    reference: file.received?.reference ?? null,
  });
}

/** Those that nobody has mended or given a reason for; what must be mended is never settled by a reason. */
export const unsettled = (warnings: readonly PackWarning[], workings: PackWorkings | undefined): PackWarning[] => {
  const kept = new Set((workings?.kept ?? []).map(({ key }) => key));
  return warnings.filter(({ key, must }) => must || !kept.has(key));
};

/** Every code of a pack with the list that it must be in on the day on which it leaves. */
function codesOf(pack: ReferralPack): [CodeListName, string][] {
  const { dissemination: of } = pack;
  const all = (list: CodeListName, codes: readonly string[]) =>
    codes.map((code): [CodeListName, string] => [list, code]);
  return [
    ...pack.statements.flatMap(({ gaps = [] }) => gaps.flatMap(({ reasons }) => all('redaction_reason', reasons))),
    ...(pack.files ?? []).flatMap(({ pages }) => pages.flatMap(({ reasons = [] }) => all('redaction_reason', reasons))),
    ...(of === undefined
      ? []
      : [
          ...all('dissemination_authority', [of.authority]),
          ...all('marking_tier', [of.tier]),
          ...all('marking_handling', of.instructions),
          ...all('marking_descriptor', of.descriptors),
          ...all('handling_condition', of.conditions),
          ...all('caveat', of.caveats),
        ]),
  ];
}

/** Why this pack may not leave, or null. `day`: today, as `2026-11-22` or longer. */
export function refusalOf(
  file: CaseFile,
  pack: ReferralPack,
  workings: PackWorkings | undefined,
  day: string,
): PackRefusal | null {
  for (const { statement, text, gaps, grade } of pack.statements) {
    const latest = statementInFile(file, statement);
    if (latest === null) return 'pack_not_graded';
    const { provenance: _, ...sent } = latest;
    if (JSON.stringify(sorted(sent)) !== JSON.stringify(sorted(grade))) return 'pack_not_graded';
    const source = workings?.statements.find((each) => each.statement === statement);
    if (source === undefined) {
      if (gaps !== undefined) return 'pack_redaction_missed';
      continue;
    }
    const made = redacted(source.text, source.redactions);
    if (made.text !== text || JSON.stringify(made.gaps) !== JSON.stringify(gaps ?? [])) return 'pack_redaction_missed';
  }
  if (!codesOf(pack).every(([list, code]) => isValidOn(list, code, day))) return 'pack_codes_unknown';
  return unsettled(warningsOf(file, pack, workings), workings).length > 0 ? 'pack_unsettled' : null;
}

const sorted = (grade: object) =>
  Object.entries(grade)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
