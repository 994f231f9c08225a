import { z } from 'zod';
import file from '../../resources/supervision.json' with { type: 'json' };

const days = z.int().min(1);
const minutes = z.int().min(0);

const rules = z
  .strictObject({
    version: z.string(),
    approval: z.strictObject({ workingDays: days, source: z.string() }),
    settingApart: z.strictObject({ workingDays: days, source: z.string() }),
    secondReview: z.strictObject({
      workingDays: days,
      shares: z.array(z.int().min(1).max(100)).min(1),
      usual: z.int().min(1).max(100),
      source: z.string(),
    }),
    escalation: z.array(z.strictObject({ kind: z.string(), supervisorMinutes: minutes, headMinutes: minutes })).min(1),
  })
  .parse(file);

/** How long a decision may wait for its approval, in working days. */
export const APPROVAL_DAYS = rules.approval.workingDays;
/** How long a request that a case be set apart may wait, and a case that was set apart by itself for a supervisor's look. */
export const APART_DAYS = rules.settingApart.workingDays;
export const SECOND_REVIEW_DAYS = rules.secondReview.workingDays;
/** Shares, per cent, of which one is drawn; `usualShare` unless somebody chooses another. */
export const shares: readonly number[] = rules.secondReview.shares;
export const usualShare = rules.secondReview.usual;
/** By kind of what is due: minutes after its time until supervisors are told, and until the head of unit is. */
export const escalationRules: ReadonlyMap<string, { supervisorMinutes: number; headMinutes: number }> = new Map(
  rules.escalation.map(({ kind, ...after }) => [kind, after]),
);
