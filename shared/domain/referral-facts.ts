import { known, type KnownHeader } from './events/index.ts';
import { distinct } from './distinct.ts';
import { foldInvestigation, isInvestigation, noInvestigation, type Investigation } from './investigation.ts';

/** A referral as its desk sees it: what the hub mirrored of its recipients' events. */
export interface SentReferral {
  readonly unit: string;
  readonly by: string;
  readonly at: string;
  readonly acknowledgedBy: string | null;
  /** Absent until the recipients have answered. */
  readonly investigation?: Investigation;
}

/** What a recipient did, as the hub mirrored it; `at` is the hub's clock. */
export function progressed(
  sent: SentReferral,
  event: Extract<KnownHeader, { type: 'referral_progressed' }>,
): SentReferral {
  const { type, by, facets, event: id } = event.facets;
  if (type === 'acknowledged') return { ...sent, acknowledgedBy: by };
  const theirs = known({ ...event, id, type, actor: by, facets });
  if (theirs === null || !isInvestigation(theirs)) return sent;
  return { ...sent, investigation: foldInvestigation(sent.investigation ?? noInvestigation, theirs) };
}

export interface ReferralFacts {
  readonly kind: 'referral';
  readonly caseId: string;
  readonly origin: string;
  readonly unit: string;
  readonly issuedBy: string;
  readonly acknowledgedBy: string | null;
  /** Absent until its recipients have answered. */
  readonly investigation?: Investigation;
  /**
   * Workstations that hold its newest key, and all that were ever given one, whose people are its recipients. Absent in
   * facts that an earlier version folded.
   */
  readonly keys?: { readonly held: readonly string[]; readonly ever: readonly string[] };
  readonly slots: Readonly<Record<string, string>>;
  readonly needsUpdate: boolean;
}

type OpensReferral = Extract<KnownHeader, { type: 'referral_issued' }>;

export function openReferralFacts({ caseId, actor, facets: { origin, unit, caseKey } }: OpensReferral): ReferralFacts {
  const held = caseKey.devices.map(({ device }) => device);
  const keys = { held, ever: held };
  return {
    kind: 'referral',
    caseId,
    origin,
    unit,
    issuedBy: actor,
    acknowledgedBy: null,
    keys,
    slots: {},
    needsUpdate: false,
  };
}

/** Folds one accepted event of a referral's own log. */
export function foldReferralFacts(facts: ReferralFacts, event: KnownHeader): ReferralFacts {
  if (event.type === 'acknowledged') return { ...facts, acknowledgedBy: facts.acknowledgedBy ?? event.actor };
  if (event.type === 'referral_key_renewed' || event.type === 'referral_key_passed') return foldKeys(facts, event);
  if (isInvestigation(event))
    return { ...facts, investigation: foldInvestigation(facts.investigation ?? noInvestigation, event) };
  return facts;
}

function foldKeys(
  facts: ReferralFacts,
  event: Extract<KnownHeader, { type: `referral_key_${string}` }>,
): ReferralFacts {
  const { held, ever } = facts.keys ?? { held: [], ever: [] };
  const renewed = event.type === 'referral_key_renewed';
  const given = (renewed ? event.facets.caseKey.devices : event.facets.keys).map(({ device }) => device);
  return {
    ...facts,
    keys: { held: renewed ? given : distinct([...held, ...given]), ever: distinct([...ever, ...given]) },
  };
}
