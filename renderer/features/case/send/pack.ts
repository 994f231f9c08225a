import { z } from 'zod';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { Outcome, type ReferralPack } from '../../../../shared/domain/events/assessment.ts';
import { deskReference } from '../../../../shared/domain/desk-reference.ts';
import type { ReportedSubject } from '../../../../shared/domain/events/report.ts';
import type { Grade } from '../../../../shared/domain/grade.ts';
import { identificationGiven } from '../../../../shared/domain/known-people.ts';
import type { PackPart } from './leaks.ts';
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
  marking: z.string().default('OFFICIAL-SENSITIVE [PERSONAL DATA] [RECIPIENTS ONLY]'),
  handling: z
    .string()
    .default('For intelligence use by the recipient only. No action or wider sharing without asking the originator.'),
  /** By statement: left out, or its sanitised words; absent means included in the words quoted. */
  statements: z.record(z.string(), z.object({ include: z.boolean(), text: z.string() })).default({}),
  /** By position of the subject in the report. */
  subjects: z.record(z.string(), z.object({ include: z.boolean(), identification: Identification })).default({}),
  /** Keys of the warnings that the assessor has settled. */
  settled: z.array(z.string()).default([]),
});
export type SendForm = z.infer<typeof SendForm>;
export const emptySendForm = (): SendForm => SendForm.parse({});

/** A graded statement on its way into the pack. */
export interface PackLine {
  readonly statement: string;
  readonly source: string;
  readonly text: string;
  readonly grade: Grade;
  readonly include: boolean;
}

/** The graded statements of the case with what the form says of each: included, in the words quoted, unless changed. */
export function packLines(file: CaseFile, form: SendForm): PackLine[] {
  return gradedStatements(file).map(({ annotation, grade }) => {
    const chosen = form.statements[annotation.event];
    const source = annotation.target.exact.trim();
    return {
      statement: annotation.event,
      source,
      text: chosen?.text ?? source,
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

/** The pack as it will be signed: the assessor's words, no description of a subject, nothing of the raw report. */
export function packOf(file: CaseFile, form: SendForm, unit: string): ReferralPack {
  const safeguarding = form.safeguarding.trim();
  return {
    reference: deskReference(unit, file.caseId),
    title: form.title.trim(),
    marking: form.marking.trim(),
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
      .filter((line) => line.include && line.text.trim() !== '')
      .map(({ statement, text, grade }) => {
        // How the source knows is about the reporter, and stays here.
        const { provenance: _, ...sent } = grade;
        return { statement, text: text.trim(), grade: sent };
      }),
  };
}

/** Every part of a pack that holds free words, for the sanitising check. */
export function partsOf(pack: ReferralPack): PackPart[] {
  return [
    { part: 'title', text: pack.title },
    { part: 'request', text: pack.request },
    { part: 'safeguarding', text: pack.safeguarding ?? '' },
    { part: 'handling', text: pack.handling },
    ...pack.statements.map(({ statement, text }) => ({ part: `statement ${statement}`, text })),
  ];
}
