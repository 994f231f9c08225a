import { z } from 'zod';
import { ReferralStage } from '../../../shared/bridge/case.ts';
import type { Referral } from '../../../shared/domain/case-file.ts';
import { emptyCase, foldCase } from '../../../shared/domain/case-file.ts';
import { acceptedFacts } from '../store/facts.ts';
import type { ReadConnection } from '../store/connection.ts';
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
  stage: ReferralStage,
});
export type FoldedReferral = z.infer<typeof FoldedReferral>;

/** The row of a referral out of its log; null when nothing of it is here. */
export function foldedReferral(db: ReadConnection, caseId: string): FoldedReferral | null {
  const file = eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));
  const [referral] = file.referrals;
  if (referral === undefined) return null;
  const people = directoryOf(db).users;
  const nameOf = (user: string) => people[user]?.name ?? '';
  const { pack, acknowledged } = referral;
  return {
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
    stage: stageOf(referral),
  };
}

function stageOf({ acknowledged, investigation: { answer, closed } }: Referral): ReferralStage {
  if (closed !== null) return 'closed';
  if (answer !== null) return answer.result === 'returned' ? 'returned' : 'investigated';
  return acknowledged === null ? 'issued' : 'acknowledged';
}

/** Folds the row of a referral that this vault received. Inside the caller's transaction. */
export function foldReferral(vault: WritingVault, caseId: string): void {
  const { db, changes } = vault;
  const accepted = acceptedFacts(db, caseId);
  if (accepted?.facts.kind !== 'referral') return;
  const row = foldedReferral(db, caseId);
  if (row === null) return;
  db.run(
    `INSERT INTO referrals (case_id, compartment, issued_at, unread, referral) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET compartment = excluded.compartment, referral = excluded.referral`,
    [caseId, accepted.compartment, row.issuedAt, JSON.stringify(row)],
  );
  changes.cases.add(caseId);
  changes.desk = true;
}
