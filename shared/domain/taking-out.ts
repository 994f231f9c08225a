import type { Facts } from './facts.ts';
import { holds, type Actor, type Refusal, type Verdict } from './permits.ts';

const no = (refusal: Refusal): Verdict => ({ ok: false, refusal });

/**
 * Whether this person may print a case, or take an encrypted copy of it out: a supervisor of the desk that holds it, who
 * has passed its conflict screen. An assessor sends a sanitised pack instead; an investigator never holds a raw report.
 * Pure. The administrator's policy is asked besides, and every print and copy is journalled.
 */
export function mayTakeOut(actor: Actor, facts: Facts | null): Verdict {
  if (facts?.kind !== 'case') return no({ code: 'illegal_transition', reason: 'case_unknown' });
  if (!holds(actor, facts.received.unit, 'supervisor'))
    return no({ code: 'not_permitted', reason: 'role_missing', who: 'supervisor' });
  const own = facts.screened[actor.user];
  if (own === 'declared') return no({ code: 'not_permitted', reason: 'conflict_declared', who: 'supervisor' });
  return own === 'none' ? { ok: true } : no({ code: 'not_permitted', reason: 'conflict_not_screened' });
}
