import { isTrueOf } from './charity.ts';
import { isValidOn, type CodeListName } from './codes.ts';
import type { Membership } from './events/directory.ts';
import type { KnownHeader } from './events/index.ts';
import type { CaseFacts } from './facts.ts';
import { awaitedBy, isOver, stepsOf } from './recipients.ts';
import { recipientsOf } from './recipients-of.ts';
import { referralDueAt } from './statutory-clock.ts';
import type { RefusalReason, Verdict } from './verdict.ts';

export const recipientTypes = ['recipient_told', 'recipient_answered', 'recipient_chased', 'charity_told'] as const;
export type RecipientType = (typeof recipientTypes)[number];
export type RecipientEvent = Extract<KnownHeader, { type: RecipientType }>;
type Told = Extract<KnownHeader, { type: 'recipient_told' }>;

interface Person {
  readonly user: string;
  readonly memberships: readonly Membership[];
}

const yes: Verdict = { ok: true };
const illegal = (reason: RefusalReason): Verdict => ({ ok: false, refusal: { code: 'illegal_transition', reason } });
const denied = (reason: RefusalReason, who?: 'supervisor'): Verdict => ({
  ok: false,
  refusal: { code: 'not_permitted', reason, ...(who && { who }) },
});

/** When the mandatory referral of this case was due, or null: the earlier of the unit's and the authority's time counts. */
export function referralDueOf({ work }: Pick<CaseFacts, 'work'>): string | null {
  const { referralClearAt, authorityClearAt } = work;
  if (referralClearAt === null) return null;
  const earlier = authorityClearAt !== null && authorityClearAt < referralClearAt ? authorityClearAt : referralClearAt;
  return referralDueAt(earlier);
}

/** Every code of a form with its list. */
function codesOf({ facets }: Told): (readonly [CodeListName, string])[] {
  const means = ['recipient_means', facets.means] as const;
  switch (facets.kind) {
    case 'safeguarding':
      return [means, ...facets.asks.map((code) => ['safeguarding_request', code] as const)];
    case 'other_force':
      return [means, ['transfer_reason', facets.reason]];
    case 'oversight':
      return [
        means,
        ['oversight_body', facets.body],
        ...facets.grounds.map((code) => ['mandatory_referral_ground', code] as const),
        ...(facets.late === undefined ? [] : [['late_reason', facets.late] as const]),
      ];
    case 'professional_standards':
      return [
        means,
        ['matter_type', facets.matter],
        ...(facets.severity === undefined ? [] : [['severity', facets.severity] as const]),
      ];
    case 'vetting':
      return [means, ['vetting_purpose', facets.purpose]];
  }
}

const known = (codes: readonly (readonly [CodeListName, string])[], on: string) =>
  codes.every(([list, code]) => isValidOn(list, code, on));

/** Why this kind cannot be told of the case now, or null. Danger waits for nothing: safeguarding asks for no decision. */
function missing(facts: CaseFacts, { facets }: Told): RefusalReason | null {
  const { decision, work } = facts;
  switch (facets.kind) {
    case 'safeguarding':
      return null;
    case 'oversight': {
      const due = referralDueOf(facts);
      if (due === null) return 'referral_test_missing';
      // It is the authority that refers (Police Reform Act 2002, Schedule 3): its notice comes first.
      if (work.authorityToldAt === null) return 'authority_not_told';
      return facets.toldAt > due && facets.late === undefined ? 'late_reason_missing' : null;
    }
    case 'other_force':
      if (decision === null) return 'decision_missing';
      return decision.route === 'other_force' && decision.force === facets.body ? null : 'decision_does_not_refer';
    case 'professional_standards':
      if (decision === null) return 'decision_missing';
      return decision.route === 'professional_standards' ? null : 'decision_does_not_refer';
    case 'vetting':
      return decision === null ? 'decision_missing' : null;
  }
}

/** Judges what is recorded of a recipient, by somebody of the desk who has passed the conflict screen. */
export function permitsRecipients(actor: Person, facts: CaseFacts, event: RecipientEvent): Verdict {
  if (event.type === 'charity_told') return permitsFeedback(facts, event);
  if (event.type === 'recipient_told') {
    const { kind, toldAt } = event.facets;
    if (toldAt > event.at) return illegal('in_the_future');
    if (!known(codesOf(event), toldAt)) return illegal('code_unknown');
    const open = recipientsOf(facts).some(
      (one) => one.kind === kind && one.way === 'hand' && !isOver(one) && one.state !== 'returned',
    );
    if (open) return illegal('recipient_open');
    const reason = missing(facts, event);
    return reason === null ? yes : illegal(reason);
  }
  const recipient = recipientsOf(facts).find(({ id }) => id === event.facets.recipient);
  if (recipient === undefined) return illegal('recipient_unknown');
  const { at } = event.facets;
  if (at > event.at) return illegal('in_the_future');
  if (at < recipient.since) return illegal('time_out_of_order');
  if (event.type === 'recipient_chased') {
    if (!known([['recipient_means', event.facets.means]], at)) return illegal('code_unknown');
    return recipient.state !== 'returned' && awaitedBy(recipient) !== null ? yes : illegal('step_out_of_order');
  }
  const { step, code } = event.facets;
  const rule = stepsOf(recipient.kind, recipient.way)[step];
  if (rule?.from.includes(recipient.state) !== true) return illegal('step_out_of_order');
  const coded = rule.list === undefined ? code === undefined : code !== undefined && isValidOn(rule.list, code, at);
  if (!coded) return illegal('code_unknown');
  const supervises = actor.memberships.some(({ unit, role }) => unit === facts.received.unit && role === 'supervisor');
  return step === 'withdrawn' && recipient.by !== actor.user && !supervises
    ? denied('not_the_author', 'supervisor')
    : yes;
}

/** What the charity may be told: a code of its list that is true of the case, and each once for a decision. */
function permitsFeedback(facts: CaseFacts, event: Extract<KnownHeader, { type: 'charity_told' }>): Verdict {
  const { feedback, toldAt } = event.facets;
  const { charity, decidedAt } = facts.work;
  if (toldAt > event.at) return illegal('in_the_future');
  if (!isValidOn('charity_feedback', feedback, toldAt)) return illegal('code_unknown');
  if (feedback === 'RECEIVED' && charity.length > 0) return illegal('step_out_of_order');
  const since = feedback === 'RECEIVED' || decidedAt === null ? '' : decidedAt;
  if (charity.some((one) => one.feedback === feedback && one.at >= since)) return illegal('already_told');
  return isTrueOf(feedback, facts.decision) ? yes : illegal('feedback_untrue');
}
