import { z } from 'zod';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { Outcome } from '../../../../shared/domain/events/assessment.ts';
import type { PackFile, PackWorkings, ReferralPack } from '../../../../shared/domain/pack.ts';
import { deskReference } from '../../../../shared/domain/desk-reference.ts';
import type { ReportedSubject } from '../../../../shared/domain/events/report.ts';
import type { Grade } from '../../../../shared/domain/grade.ts';
import { identificationGiven } from '../../../../shared/domain/known-people.ts';
import { labelOf } from '../../../../shared/domain/codes.ts';
import { partsOf } from '../../../../shared/domain/pack-review.ts';
import { regionsOf, Redacting, redactionsOf } from '../../../../shared/domain/redacting.ts';
import { redacted, type Redacted } from '../../../../shared/domain/redaction.ts';
import { gradedStatements } from '../statements.ts';

export const Identification = z.enum(['confirmed', 'probable', 'possible', 'described', 'unknown']);
export type Identification = z.infer<typeof Identification>;

/** What the Send form holds; saved as a draft at every key. */
export const SendForm = z.object({
  unit: z.string().default(''),
  outcome: Outcome.nullable().default(null),
  title: z.string().default(''),
  request: z.string().default(''),
  safeguarding: z.string().default(''),
  authority: z.string().default('ASSESSOR'),
  tier: z.string().default('OFFICIAL-SENSITIVE'),
  descriptors: z.array(z.string()).default(['PERSONAL_DATA']),
  instructions: z.array(z.string()).default(['RECIPIENTS_ONLY']),
  conditions: z.array(z.string()).default(['NO_ONWARD', 'NO_ACTION']),
  caveats: z.array(z.string()).default(['UNTESTED']),
  handling: z
    .string()
    .default('For intelligence use by the recipient only. No action or wider sharing without asking the originator.'),
  /** By statement: left out, or its sanitised words; absent means included in the words quoted. */
  statements: z.record(z.string(), z.object({ include: z.boolean(), text: z.string() })).default({}),
  /** By position of the subject in the report. */
  subjects: z.record(z.string(), z.object({ include: z.boolean(), identification: Identification })).default({}),
  /** By the key of a warning: why it may stand. */
  kept: z.record(z.string(), z.string()).default({}),
  /** What is covered, of statements and of files, with every step until it is sent. */
  redacting: Redacting.default({ steps: [], undone: 0 }),
  /** By attachment: a file that goes along, and its pages that do not. */
  files: z.record(z.string(), z.object({ id: z.string(), leftOut: z.array(z.number()) })).default({}),
});
export type SendForm = z.infer<typeof SendForm>;
export const emptySendForm = (): SendForm => SendForm.parse({});

/** A graded statement on its way into the pack. */
export interface PackLine {
  readonly statement: string;
  readonly source: string;
  readonly text: string;
  /** The words as the recipient gets them. */
  readonly copy: Redacted;
  readonly grade: Grade;
  readonly include: boolean;
}

/** The graded statements of the case with what the form says of each: included, in the words quoted, unless changed. */
export function packLines(file: CaseFile, form: SendForm): PackLine[] {
  return gradedStatements(file).map(({ annotation, grade }) => {
    const chosen = form.statements[annotation.event];
    const source = annotation.target.exact.trim();
    const text = chosen?.text ?? source;
    return {
      statement: annotation.event,
      source,
      text,
      copy: redacted(text, redactionsOf(form.redacting, annotation.event)),
      grade,
      include: chosen?.include ?? true,
    };
  });
}

export { identificationGiven };

export interface PackSubjectLine {
  readonly key: string;
  readonly subject: ReportedSubject;
  readonly include: boolean;
  readonly identification: Identification;
}

export function packSubjects(file: CaseFile, form: SendForm): PackSubjectLine[] {
  return (file.report?.subjects ?? []).map((subject, index) => {
    const chosen = form.subjects[String(index)];
    return {
      key: String(index),
      subject,
      include: chosen?.include ?? true,
      identification: chosen?.identification ?? identificationGiven(subject),
    };
  });
}

/** The marking that the codes make, in the English that is fixed by rule. */
export const markingOf = ({ tier, descriptors, instructions }: SendForm): string =>
  [
    labelOf('marking_tier', tier),
    ...descriptors.map((code) => `[${labelOf('marking_descriptor', code)}]`),
    ...instructions.map((code) => `[${labelOf('marking_handling', code)}]`),
  ].join(' ');

/** The pack as it will be signed: the assessor's words, no description of a subject, nothing of the raw report. */
export function packOf(
  file: CaseFile,
  form: SendForm,
  unit: string,
  { files, day }: { files: readonly PackFile[]; day: string },
): ReferralPack {
  const safeguarding = form.safeguarding.trim();
  return {
    reference: deskReference(unit, file.caseId),
    title: form.title.trim(),
    marking: markingOf(form),
    handling: form.handling.trim(),
    request: form.request.trim(),
    ...(safeguarding !== '' && { safeguarding }),
    subjects: packSubjects(file, form)
      .filter((line) => line.include)
      .map(({ subject, identification }) => ({
        identification,
        ...(subject.name !== undefined && { name: subject.name }),
        ...(subject.rank !== undefined && { rank: subject.rank }),
        ...(subject.collarNumber !== undefined && { collarNumber: subject.collarNumber }),
        ...(subject.station !== undefined && { station: subject.station }),
      })),
    statements: packLines(file, form)
      .filter((line) => line.include && line.copy.text !== '')
      .map(({ statement, copy: { text, gaps }, grade }) => {
        // How the source knows is about the reporter, and stays here.
        const { provenance: _, ...sent } = grade;
        return { statement, text, grade: sent, ...(gaps.length > 0 && { gaps }) };
      }),
    dissemination: {
      on: day,
      authority: form.authority,
      tier: form.tier,
      instructions: form.instructions,
      descriptors: form.descriptors,
      conditions: form.conditions,
      caveats: form.caveats,
    },
    ...(files.length > 0 && { files: [...files] }),
  };
}

export { partsOf };

/** How the pack was made: what was covered and by whom, what was let stand and why, which files it was drawn from. */
export function workingsOf(file: CaseFile, form: SendForm, asked: readonly string[]): PackWorkings {
  const sent = packLines(file, form).filter((line) => line.include && line.copy.text !== '');
  const files = Object.entries(form.files);
  return {
    statements: sent.map(({ statement, text }) => ({
      statement,
      text,
      redactions: redactionsOf(form.redacting, statement),
    })),
    kept: asked.flatMap((key) => {
      const why = form.kept[key]?.trim() ?? '';
      return why === '' ? [] : [{ key, why }];
    }),
    ...(files.length > 0 && {
      files: files.map(([attachment, { id }]) => ({
        file: id,
        attachment,
        regions: regionsOf(form.redacting, attachment),
      })),
    }),
  };
}
