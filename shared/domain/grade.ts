import { z } from 'zod';
import { words } from './primitives.ts';

/**
 * A 3x5x2 evaluation of one statement: source (1–3), information (A–E), handling (P or C). Under C an action code and
 * a sanitisation code are both required, under P both are forbidden (College of Policing intelligence report form).
 */
export const Grade = z
  .strictObject({
    source: z.enum(['1', '2', '3']),
    information: z.enum(['A', 'B', 'C', 'D', 'E']),
    handling: z.enum(['P', 'C']),
    action: z.enum(['A1', 'A2', 'A3']).optional(),
    sanitisation: z.enum(['S1', 'S2']).optional(),
    /** How the source knows, on its own beside how reliable they are: a code, never words that could describe them. */
    provenance: z.enum(['FIRST_HAND', 'TOLD', 'DOCUMENT', 'OPINION']).optional(),
    conditions: words(2000).optional(),
    /** Required for source 1 on an anonymous report: an untested source is not silently called reliable. */
    rationale: words(4000).optional(),
  })
  .superRefine((grade, context) => {
    const withCodes = grade.handling === 'C';
    for (const field of ['action', 'sanitisation'] as const) {
      if (withCodes && grade[field] === undefined)
        context.addIssue({ code: 'custom', path: [field], message: `handling C needs an ${field} code` });
      if (!withCodes && grade[field] !== undefined)
        context.addIssue({ code: 'custom', path: [field], message: `handling P takes no ${field} code` });
    }
  });
export type Grade = z.infer<typeof Grade>;

/** As it is written after a sentence: `[2DC]`. */
export const combinedGrade = (grade: Pick<Grade, 'source' | 'information' | 'handling'>) =>
  `[${grade.source}${grade.information}${grade.handling}]`;

/**
 * The defaults of a hotline statement: an anonymous reporter is untested, handling is with conditions until a
 * supervisor relaxes it. The information grade has no default: a person chooses it.
 */
export const hotlineGradeDefaults = { source: '2', handling: 'C', action: 'A1', sanitisation: 'S2' } as const;
