import { z } from 'zod';
import type { StatementCover } from './everywhere.ts';
import { CoveredRegion } from './pack.ts';
import { Id } from './primitives.ts';
import { rebased, Redaction } from './redaction.ts';

/** One step of redacting: a stretch of a statement or a part of a file's page is covered, or a cover is lifted. */
const Step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cover'), statement: Id, redaction: Redaction }),
  // A phrase, wherever it stands: one step, so that one undo takes all of it back.
  z.strictObject({
    kind: z.literal('covers'),
    covers: z
      .array(z.strictObject({ statement: Id, redaction: Redaction }))
      .min(1)
      .max(2000),
  }),
  z.strictObject({ kind: z.literal('region'), attachment: Id, region: CoveredRegion }),
  z.strictObject({ kind: z.literal('lift'), id: Id }),
]);
type Step = z.infer<typeof Step>;

/** Every step until the pack is sent, the last `undone` of them taken back; kept with the draft. */
export const Redacting = z.strictObject({
  steps: z.array(Step).max(5000).default([]),
  undone: z.int().min(0).default(0),
});
export type Redacting = z.infer<typeof Redacting>;

const standing = ({ steps, undone }: Redacting) => steps.slice(0, Math.max(0, steps.length - undone));
/** A new step; what was undone before it cannot come back. */
const step = (redacting: Redacting, next: Step): Redacting => ({ steps: [...standing(redacting), next], undone: 0 });

export const cover = (redacting: Redacting, statement: string, redaction: Redaction): Redacting =>
  step(redacting, { kind: 'cover', statement, redaction });
export const coverAll = (redacting: Redacting, covers: readonly StatementCover[]): Redacting =>
  covers.length === 0 ? redacting : step(redacting, { kind: 'covers', covers: [...covers] });
export const coverRegion = (redacting: Redacting, attachment: string, region: CoveredRegion): Redacting =>
  step(redacting, { kind: 'region', attachment, region });
export const lift = (redacting: Redacting, id: string): Redacting => step(redacting, { kind: 'lift', id });

export const mayUndo = ({ steps, undone }: Redacting) => undone < steps.length;
export const mayRedo = ({ undone }: Redacting) => undone > 0;
export const undo = (redacting: Redacting): Redacting =>
  mayUndo(redacting) ? { ...redacting, undone: redacting.undone + 1 } : redacting;
export const redo = (redacting: Redacting): Redacting =>
  mayRedo(redacting) ? { ...redacting, undone: redacting.undone - 1 } : redacting;

/** What covers a statement now, in the order in which it was covered. */
export function redactionsOf(redacting: Redacting, statement: string): Redaction[] {
  const found = new Map<string, Redaction>();
  for (const each of standing(redacting)) {
    if (each.kind === 'lift') found.delete(each.id);
    else if (each.kind === 'cover' && each.statement === statement) found.set(each.redaction.id, each.redaction);
    else if (each.kind === 'covers')
      for (const one of each.covers) if (one.statement === statement) found.set(one.redaction.id, one.redaction);
  }
  return [...found.values()].filter(({ from, to }) => from < to);
}

/** What covers the pages of a file now. A region that was moved or sized is a later step with the same id. */
export function regionsOf(redacting: Redacting, attachment: string): CoveredRegion[] {
  const found = new Map<string, CoveredRegion>();
  for (const each of standing(redacting)) {
    if (each.kind === 'lift') found.delete(each.id);
    else if (each.kind === 'region' && each.attachment === attachment) found.set(each.region.id, each.region);
  }
  return [...found.values()];
}

/** After the words of a statement were changed: every step keeps to its words, those that are undone too. */
export function wordsChanged(redacting: Redacting, statement: string, before: string, after: string): Redacting {
  return {
    ...redacting,
    steps: redacting.steps.map((each) =>
      each.kind === 'cover' && each.statement === statement
        ? { ...each, redaction: rebased([each.redaction], before, after)[0]! }
        : each.kind === 'covers'
          ? {
              ...each,
              covers: each.covers.map((one) =>
                one.statement === statement ? { ...one, redaction: rebased([one.redaction], before, after)[0]! } : one,
              ),
            }
          : each,
    ),
  };
}
