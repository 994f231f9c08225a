import { foldFacts } from '../../../shared/domain/facts.ts';
import type { Hub } from '../parts.ts';
import type { Docket } from './docket.ts';
import { hubEvent } from './hub-event.ts';

/**
 * What the recipients of a referral do is mirrored into the case it came from, since its desk does not hold the
 * referral: for each acknowledgement one event of the hub, facets only.
 */
export function mirrorReferrals(hub: Pick<Hub, 'clock' | 'random'>, docket: Docket): void {
  for (const { header } of [...docket.entries]) {
    if (header.type !== 'acknowledged') continue;
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
