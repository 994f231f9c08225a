import type { Facts } from './facts.ts';
import { worksAtDesk } from './directory.ts';
import type { Actor, Refusal, Verdict } from './verdict.ts';
import { holds, mayRead } from './standing.ts';

const no = (refusal: Refusal): Verdict => ({ ok: false, refusal });

/**
 * Whether this person may save a pack that was sent: its recipients, and whoever could have sent it, an assessor or
 * supervisor of the desk who has passed the conflict screen of its case. It holds nothing that its recipients may not read.
 */
export function mayTakePack(actor: Actor, facts: Facts | null): Verdict {
  if (facts?.kind === 'referral')
    return holds(actor, facts.unit, 'investigator', 'supervisor')
      ? { ok: true }
      : no({ code: 'not_permitted', reason: 'role_missing', who: 'investigator' });
  if (facts?.kind !== 'case' || !mayRead(facts, actor.user))
    return no({ code: 'illegal_transition', reason: 'case_unknown' });
  const works = facts.apart
    ? worksAtDesk(actor.memberships)
    : holds(actor, facts.received.unit, 'assessor', 'supervisor');
  if (!works) return no({ code: 'not_permitted', reason: 'role_missing', who: 'assessor' });
  const own = facts.screened[actor.user];
  if (own === 'declared') return no({ code: 'not_permitted', reason: 'conflict_declared', who: 'assessor' });
  return own === 'none' ? { ok: true } : no({ code: 'not_permitted', reason: 'conflict_not_screened' });
}

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
