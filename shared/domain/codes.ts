import { z } from 'zod';
import codeListFile from '../../resources/code-lists.json' with { type: 'json' };
import crosswalkFile from '../../resources/crosswalk.json' with { type: 'json' };
import forcesFile from '../../resources/forces.json' with { type: 'json' };
import { Code } from './primitives.ts';

/** How sure the source of an entry is: a public official text, a copy of one, from memory, or this project's own choice. */
const Source = z.enum(['sourced', 'secondary', 'to verify', 'design']);

export const CodeEntry = z.strictObject({
  code: Code,
  label: z.string().min(1),
  /** First day on which the code may be used, inclusive. */
  validFrom: z.iso.date(),
  /** Last day, inclusive; absent while the code is in use. */
  validTo: z.iso.date().optional(),
  source: Source,
});
export type CodeEntry = z.infer<typeof CodeEntry>;

export const CodeList = z
  .strictObject({
    list: z.string().regex(/^[a-z][a-z_]*$/),
    title: z.string().min(1),
    version: z.string().min(1),
    validFrom: z.iso.date(),
    entries: z.array(CodeEntry).min(1),
  })
  .refine((l) => new Set(l.entries.map((e) => e.code)).size === l.entries.length, 'a code stands twice');
export type CodeList = z.infer<typeof CodeList>;

const CodeListFile = z.strictObject({ version: z.string(), dated: z.iso.date(), lists: z.array(CodeList) });

export const Force = z.strictObject({
  short: z.string().regex(/^[A-Z]{3,4}$/),
  name: z.string().min(1),
  type: z.string(),
  nation: z.string(),
  region: z.string(),
  oversight: z.string(),
  homeOfficeCode: z.string().optional(),
  onsCode: z.string().optional(),
  openDataId: z.string().optional(),
  codeStatus: Source,
});
export type Force = z.infer<typeof Force>;

/** What a hotline category suggests to the assessor, who confirms it. */
const Suggestion = z.strictObject({
  hotline: Code,
  corruption: z.array(Code),
  allegations: z.array(Code),
  grounds: z.array(Code),
  standards: z.array(Code),
  flags: z.array(Code),
});
export type Suggestion = z.infer<typeof Suggestion>;

const lists = new Map(CodeListFile.parse(codeListFile).lists.map((list) => [list.list, list]));

/** Every list, in the order of the file. */
export const codeLists: readonly CodeList[] = [...lists.values()];

/** The lists that the code relies on. A file without one of them does not load. */
export const codeListNames = [
  'source_evaluation',
  'information_assessment',
  'handling_code',
  'action_code',
  'sanitisation_code',
  'provenance',
  'hotline_category',
  'corruption_category',
  'standards',
  'flag',
  'severity',
  'mandatory_referral_ground',
  'outcome',
  'route',
  'thrive',
  'risk_level',
  'person_risk_level',
  'subject_class',
  'channel',
  'urgency',
  'reporter_mode',
  'marking_tier',
  'marking_handling',
  'marking_descriptor',
  'subject_identification',
  'rank',
  'allegation',
  'misconduct_outcome',
  'criminal_outcome',
  'risk_indicator',
  'check',
  'check_authority',
  'label',
  'alert_kind',
  'list_entry',
  'interim_measure',
  'return_reason',
  'investigation_step',
  'closing_result',
  'review_group',
  'legal_hold',
  'opening_reason',
  'redaction_reason',
  'dissemination_authority',
  'handling_condition',
  'caveat',
  'oversight_body',
  'oversight_mode',
  'late_reason',
  'transfer_reason',
  'matter_type',
  'vetting_purpose',
  'vetting_result',
  'safeguarding_request',
  'recipient_result',
  'recipient_means',
  'charity_feedback',
] as const;
export type CodeListName = (typeof codeListNames)[number];

for (const name of codeListNames) if (!lists.has(name)) throw new Error(`resources/code-lists.json lacks ${name}`);

/** A list by its name. */
export const codeList = (name: CodeListName): CodeList => lists.get(name)!;

const entryOf = (list: CodeListName, code: string) => codeList(list).entries.find((entry) => entry.code === code);

/** The words for a code; the code itself when the list does not know it, so that an old or newer code stays readable. */
export const labelOf = (list: CodeListName, code: string): string => entryOf(list, code)?.label ?? code;

/** Whether a code may be used on a day. `date` is a day or an instant in ISO 8601; only its first ten characters count. */
export function isValidOn(list: CodeListName, code: string, date: string): boolean {
  const entry = entryOf(list, code);
  const day = date.slice(0, 10);
  return entry !== undefined && entry.validFrom <= day && (entry.validTo === undefined || day <= entry.validTo);
}

/** Every force and agency that a report may name. */
export const forces: readonly Force[] = z.array(Force).parse(forcesFile);

const byShort = new Map(forces.map((force) => [force.short, force]));

/** A force by its short name (`MPS`), or undefined. */
export const forceByShort = (short: string): Force | undefined => byShort.get(short);

const suggestions = new Map(
  z
    .object({ rows: z.array(Suggestion) })
    .parse(crosswalkFile)
    .rows.map((row) => [row.hotline, row]),
);

/** What a hotline category suggests, or undefined for the categories that suggest nothing (other, out of scope). */
export const suggestionFor = (hotlineCategory: string): Suggestion | undefined => suggestions.get(hotlineCategory);

const bodies = ['IOPC', 'PIRC', 'COPFS', 'PONI'] as const;

/** The oversight bodies of a force, by the codes of `oversight_body`, the usual one first. Empty for an unknown force. */
export const oversightBodiesOf = (short: string): string[] => {
  const says = byShort.get(short)?.oversight ?? '';
  return bodies.filter((body) => says.includes(body));
};
