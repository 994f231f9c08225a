import type { z } from 'zod';
import type { NextAct as NextActSchema } from '../../../shared/bridge/desk.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';

export type NextAct = z.infer<typeof NextActSchema>;

/** What this person owes a case next. Suggested, never enforced: `permits` alone says what may be signed. */
export function nextAct(facts: CaseFacts, user: string, refused: number): NextAct {
  if (refused > 0) return 'answer_refusal';
  if (facts.screened[user] === undefined) return 'screen';
  if (facts.decision === null) {
    if (facts.pending?.state === 'waiting') return 'await_approval';
    if (facts.pending?.state === 'returned') return 'decide';
    if (facts.danger === null) return 'assess_risk';
    const statements = Object.entries(facts.annotations).filter(([, a]) => a.kind === 'statement' && !a.withdrawn);
    const ungraded = statements.some(([id]) => !facts.graded.includes(id));
    return ungraded || statements.length === 0 ? 'grade' : 'decide';
  }
  const referrals = Object.values(facts.referrals);
  const toSend = facts.decision.route !== 'out_of_scope' && facts.decision.outcomes.some((o) => o !== 'record');
  if (toSend && referrals.length === 0) return 'refer';
  return referrals.some((referral) => referral.acknowledgedBy === null) ? 'await_acknowledgement' : 'nothing';
}
