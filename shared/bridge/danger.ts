import { z } from 'zod';
import { Id, Instant, UnitCode } from '../domain/primitives.ts';
import { call, nothing } from './call.ts';
import { Draft } from './case.ts';
import { DeskRow } from './desk.ts';
import { Person } from './session.ts';

/** Who is rung: on call by the directory, or, where nobody is, a supervisor of the unit. */
export const Officer = z.strictObject({
  user: Id,
  name: z.string(),
  /** Null where the directory knows none. */
  telephone: z.string().nullable(),
  onCall: z.boolean(),
});
export type Officer = z.infer<typeof Officer>;

/** How a person at risk may be reached, as the card in force says. */
export const SafeContact = z.strictObject({
  who: z.string(),
  how: z.string(),
  when: z.string(),
  never: z.string(),
  at: Instant,
  by: z.string(),
});
export type SafeContact = z.infer<typeof SafeContact>;

/** A danger that nobody has acknowledged. Nothing in it comes from a report but the reference. */
export const OpenAlert = z.strictObject({
  alert: Id,
  caseId: Id,
  reference: z.string(),
  at: Instant,
  by: Person,
  mine: z.boolean(),
  /** False while only this workstation has it. */
  sent: z.boolean(),
});
export type OpenAlert = z.infer<typeof OpenAlert>;

const Told = z.strictObject({ who: z.string(), where: z.string(), whyNow: z.string(), safeContact: z.string() });

export const AlertWords = z.strictObject({
  caseId: Id,
  alert: Id,
  reference: z.string(),
  /** The desk's own, which may be said on the telephone. */
  spoken: z.string(),
  unit: UnitCode,
  unitName: z.string(),
  at: Instant,
  by: Person,
  mine: z.boolean(),
  sent: z.boolean(),
  /** What was written; null when its contents were erased. */
  words: Told.extend({ quote: z.string().nullable() }).nullable(),
  /** The same for the telephone: every reporter clue is left out. */
  told: Told.nullable(),
  officers: z.array(Officer),
  acknowledged: z
    .strictObject({ by: Person, at: Instant, how: z.enum(['here', 'telephone']), told: z.string().nullable() })
    .nullable(),
  drafts: z.array(Draft),
});
export type AlertWords = z.infer<typeof AlertWords>;

/** What the sheet needs of a case: before its conflict screen no word of the report. */
export const DangerAbout = z.strictObject({
  caseId: Id,
  reference: z.string(),
  unit: UnitCode,
  unitName: z.string(),
  screened: z.boolean(),
  drafts: z.array(Draft),
  safeContact: SafeContact.nullable(),
  /** What the report says of people at risk and of the place; empty before the conflict screen. */
  reported: z.strictObject({ who: z.string(), where: z.string() }),
  officers: z.array(Officer),
});
export type DangerAbout = z.infer<typeof DangerAbout>;

/** `danger.about` and `danger.read` fail with `case_unknown` for a case that is closed to this person. */
export const dangerCalls = {
  /** Oldest first; cases that are closed to this person are not among them. */
  'danger.open': call(nothing, z.array(OpenAlert)),
  /** Cases whose reference holds what was typed, at most eight; the newest while nothing is typed. */
  'danger.find': call(z.strictObject({ reference: z.string().max(64) }), z.array(DeskRow)),
  'danger.about': call(z.strictObject({ caseId: Id }), DangerAbout),
  /** The words of an alert. Read before the conflict screen, the journal says so. Error `alert_unknown`. */
  'danger.read': call(z.strictObject({ caseId: Id, alert: Id }), AlertWords),
};
