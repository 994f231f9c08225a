/** What is held about a named person, over every case in reach: for an answer to a data subject (DPA 2018 s.45). */
import { z } from 'zod';
import { Id, Instant } from '../domain/primitives.ts';
import { TakenTo, TakingReason } from '../domain/events/taking-out.ts';
import { call, nothing } from './call.ts';
import { Seal } from './taking-out.ts';

export const SubjectWanted = z.strictObject({ name: z.string().max(200), collarNumber: z.string().max(40) });
export type SubjectWanted = z.infer<typeof SubjectWanted>;

export const SubjectPassage = z.strictObject({
  n: z.int(),
  caseId: Id,
  reference: z.string(),
  /** The event that holds it, and which field of its contents; of a file's text its place among the report's files. */
  type: z.string(),
  field: z.string(),
  at: Instant.nullable(),
  way: z.enum(['exact', 'variant', 'initial', 'surname', 'number']),
  /** Every word but the name is covered by ▇ until it is uncovered. */
  text: z.string(),
  uncovered: z.boolean(),
});
export type SubjectPassage = z.infer<typeof SubjectPassage>;

/** What was not looked at, and how many of each. */
export const NotLookedAt = z.strictObject({
  /** Cases whose conflict screen this person has not passed. */
  unscreened: z.int(),
  /** Cases that are closed to this person, or whose key is not here. */
  closed: z.int(),
  /** Files whose text has not been read here: pictures, sounds, and what nobody has opened. */
  files: z.int(),
  /** Contents that were erased or cannot be opened. */
  sealed: z.int(),
});

export type NotLookedAt = z.infer<typeof NotLookedAt>;

export const SubjectFound = z.strictObject({
  list: z.string(),
  passages: z.int(),
  cases: z.int(),
  looked: z.strictObject({ cases: z.int(), events: z.int(), files: z.int() }),
  not: NotLookedAt,
  /** More were found than are listed. */
  more: z.boolean(),
});
export type SubjectFound = z.infer<typeof SubjectFound>;

export const SubjectExportWanted = z.strictObject({
  list: z.string(),
  reason: TakingReason,
  takenTo: TakenTo,
  seal: Seal,
});
export type SubjectExportWanted = z.infer<typeof SubjectExportWanted>;

/** Errors of all: `not_permitted`. */
export const subjectCalls = {
  /** Error `nothing_to_look_for`. Takes a minute over 100,000 cases; a notice of progress tells how far it is. */
  'subject.search': call(SubjectWanted, SubjectFound),
  /** Error `list_gone`. */
  'subject.slice': call(
    z.strictObject({ list: z.string(), from: z.int().min(0), to: z.int().min(0) }),
    z.array(SubjectPassage).max(200),
  ),
  /** Shows the words around a name, marks of reporter clues still covered; the journal counts it as a consultation. */
  'subject.uncover': call(z.strictObject({ list: z.string(), n: z.int() }), SubjectPassage),
  'subject.cancel': call(nothing, nothing),
  'subject.export': call(SubjectExportWanted, z.strictObject({ grant: Id })),
};
