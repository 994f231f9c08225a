import { z } from 'zod';
import { Code, Id, words } from '../primitives.ts';
import { define } from './definition.ts';

/** Which of the pack's subjects it concerns, counted from 0; null when it concerns none or all of them. */
const Subject = z.int().min(0).max(99).nullable();

/** A day of the calendar, `YYYY-MM-DD`: what is said of a hearing is the day, not the minute. */
const Day = z.iso.date();

/**
 * Disciplinary and criminal proceedings run beside each other and may end years apart; the College of Policing's lists
 * follow from the first (Police Act 1996, Part 4A).
 */
export const Track = z.enum(['misconduct', 'criminal', 'list']);
export type Track = z.infer<typeof Track>;

/** The unit takes the referral on: an investigation begins. */
export const referralAccepted = define(
  'referral_accepted',
  1,
  'referral',
  z.strictObject({}),
  z.strictObject({ note: words(4000).optional() }),
);

/** The referral goes back to the desk that sent it, with why. */
export const referralReturned = define(
  'referral_returned',
  1,
  'referral',
  z.strictObject({ reason: Code }),
  z.strictObject({ why: words(4000).refine((text) => text.trim().length > 0, 'say why') }),
);

/** Something that was done, in the investigation's own log. */
export const investigationLogged = define(
  'investigation_logged',
  1,
  'referral',
  z.strictObject({ step: Code, on: Day }),
  z.strictObject({ note: words(20_000).optional() }),
);

/** Suspension, restricted duties, redeployment (Conduct Regulations 2020, regulation 11); `set: false` ends it. */
export const interimMeasure = define(
  'interim_measure',
  1,
  'referral',
  z.strictObject({ measure: Code, subject: Subject, set: z.boolean(), on: Day }),
  z.strictObject({ why: words(4000) }),
);

/** What the conduct would amount to if proved; a later assessment replaces the earlier, which stays readable. */
export const severityAssessed = define(
  'severity_assessed',
  1,
  'referral',
  z.strictObject({ severity: Code }),
  z.strictObject({ why: words(20_000) }),
);

/** A step or an end of proceedings against one subject. What was recorded by mistake is corrected by `withdrawn`. */
export const outcomeRecorded = define(
  'outcome_recorded',
  1,
  'referral',
  z.strictObject({ track: Track, outcome: Code, subject: Subject, on: Day, withdrawn: z.boolean().optional() }),
  z.strictObject({ note: words(4000).optional() }),
);

/** The end of the investigation, with a summary that the desk may not read: only its code goes back. */
export const investigationClosed = define(
  'investigation_closed',
  1,
  'referral',
  z.strictObject({ result: Code, on: Day }),
  z.strictObject({ summary: words(20_000).refine((text) => text.trim().length > 0, 'write a summary') }),
);

/**
 * Somebody tried to record an outcome that cannot follow from what is recorded: entered in the journal of the workstation,
 * since nothing was signed.
 */
export const outcomeRefused = define(
  'outcome_refused',
  1,
  'journal',
  z.strictObject({ track: Code, outcome: Code, reason: Code }),
  z.strictObject({ caseId: Id }),
);
