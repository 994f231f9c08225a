import { foldFacts } from '../../../shared/domain/facts.ts';
import { investigationTypes } from '../../../shared/domain/investigation.ts';
import type { Hub } from '../parts.ts';
import type { Docket } from './docket.ts';
import { hubEvent } from './hub-event.ts';

const mirroredTypes: readonly string[] = ['acknowledged', ...investigationTypes];

/** Whether the case that a referral came from is told of it; its row has to be held then. */
export const isMirrored = ({ type }: { readonly type: string }): boolean => mirroredTypes.includes(type);

/**
 * What the recipients of a referral do is mirrored into the case it came from, since its desk does not hold the
 * referral: for each of their events one of the hub, facets only.
 */
export function mirrorReferrals(hub: Pick<Hub, 'clock' | 'random'>, docket: Docket): void {
  for (const { header } of [...docket.entries]) {
    if (!isMirrored(header)) continue;
    const referral = docket.cases.get(header.caseId)?.facts;
    const origin = referral?.kind === 'referral' ? docket.cases.get(referral.origin) : undefined;
    if (referral?.kind !== 'referral' || origin === undefined) continue;
    const mirrored = hubEvent(hub, origin.compartment, referral.origin, 'referral_progressed', {
      referral: header.caseId,
      event: header.id,
      type: header.type,
      by: header.actor,
      facets: header.facets,
    });
    docket.entries.push({ ...mirrored, unit: origin.unit });
    docket.cases.set(referral.origin, { ...origin, facts: foldFacts(origin.facts, mirrored.header)! });
    docket.changed.add(referral.origin);
  }
}
