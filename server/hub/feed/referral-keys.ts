import { referralOf } from '../../../shared/domain/compartment.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import { wholeFacts, type ReferralFacts } from '../../../shared/domain/facts.ts';
import { readCases, referralCases } from '../store/cases.ts';
import { devicesAmong } from '../store/devices.ts';
import { eventsOfType } from '../store/events.ts';
import type { Db } from '../store/tables.ts';

export interface ReferralHeld {
  readonly referral: string;
  readonly unit: string;
  /** The reference of the case from which it came. */
  readonly reference: string;
  /** Workstations in use that hold its newest key. */
  readonly holders: number;
}

/** Every referral, and how many workstations could still open what is written in it. */
export async function referralsHeld(db: Db): Promise<ReferralHeld[]> {
  const facts = (await referralCases(db)).flatMap((row) => (row.facts.kind === 'referral' ? [row.facts] : []));
  const inUse = await devicesAmong(db, [...new Set(facts.flatMap(({ keys }) => keys?.held ?? []))]);
  const origins = new Map(
    (await readCases(db, [...new Set(facts.map(({ origin }) => origin))])).flatMap(({ case_id, facts }) =>
      facts.kind === 'case' ? [[case_id, facts.received.reference] as const] : [],
    ),
  );
  return facts.map(({ caseId, unit, origin, keys }) => ({
    referral: caseId,
    unit,
    reference: origins.get(origin) ?? '',
    holders: (keys?.held ?? []).filter((device) => inUse.has(device)).length,
  }));
}

/** The unit of a referral and the signed events that gave it a key; null for one that there is not. */
export async function referralKeys(db: Db, referral: string) {
  const [row] = await readCases(db, [referral]);
  const facts = row === undefined ? null : wholeFacts(row.facts);
  if (facts?.kind !== 'referral') return null;
  const { unit }: ReferralFacts = facts;
  const rows = [
    ...(await eventsOfType(db, referralOf(referral), 'referral_issued')),
    ...(await eventsOfType(db, referralOf(referral), 'referral_key_renewed')),
  ];
  const given = rows.map(({ header, signature }) => ({
    header: EventHeader.parse(JSON.parse(header)),
    signature: signature ?? '',
  }));
  return { unit, given };
}
