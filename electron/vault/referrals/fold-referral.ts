import { z } from 'zod';
import { emptyCase, foldCase } from '../../../shared/domain/case-file.ts';
import { acceptedFacts } from '../store/facts.ts';
import { eventsOf, inView } from '../store/events.ts';
import { directoryOf } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** What the list of referrals shows, folded from the referral's log; names are looked up when it was folded. */
export const FoldedReferral = z.strictObject({
  reference: z.string(),
  title: z.string(),
  marking: z.string(),
  unit: z.string(),
  issuedAt: z.string(),
  issuedBy: z.string(),
  statements: z.int(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  waiting: z.boolean(),
});
export type FoldedReferral = z.infer<typeof FoldedReferral>;

/** Folds the row of a referral that this vault received. Inside the caller's transaction. */
export function foldReferral(vault: WritingVault, caseId: string): void {
  const { db, changes } = vault;
  const accepted = acceptedFacts(db, caseId);
  if (accepted?.facts.kind !== 'referral') return;
  const file = eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));
  const [referral] = file.referrals;
  if (referral === undefined) return;
  const people = directoryOf(db).users;
  const nameOf = (user: string) => people[user]?.name ?? '';
  const { pack, acknowledged } = referral;
  const row: FoldedReferral = {
    reference: pack?.reference ?? '',
    title: pack?.title ?? '',
    marking: pack?.marking ?? '',
    unit: referral.unit,
    issuedAt: referral.at,
    issuedBy: nameOf(referral.by),
    statements: pack?.statements.length ?? 0,
    acknowledgedBy: acknowledged === null ? null : nameOf(acknowledged.by),
    acknowledgedAt: acknowledged?.at ?? null,
    waiting: acknowledged?.accepted === false,
  };
  db.run(
    `INSERT INTO referrals (case_id, compartment, issued_at, unread, referral) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET compartment = excluded.compartment, referral = excluded.referral`,
    [caseId, accepted.compartment, referral.at, JSON.stringify(row)],
  );
  changes.cases.add(caseId);
  changes.desk = true;
}
