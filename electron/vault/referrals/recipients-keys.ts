import { worksAs, type Device } from '../../../shared/domain/directory.ts';
import type { FacetsOf } from '../../../shared/domain/events/index.ts';
import type { ReferralFacts } from '../../../shared/domain/facts.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { sealToReaders } from '../../../shared/protocol/readers-key.ts';
import { signEach } from '../cases/sign-each.ts';
import type { ReadConnection } from '../store/connection.ts';
import { factsInView } from '../store/facts.ts';
import { caseKeysHeld } from '../store/keys.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { makeReferralKey } from './referral-key.ts';

type Recipient = Pick<Device, 'device' | 'sealingKey'>;

/** A referral whose newest key is held by a workstation that may read it no longer, and those that are given the next. */
export interface StaleReferral {
  readonly caseId: string;
  readonly devices: readonly Recipient[];
}
export type RenewedReferral = { readonly caseId: string } & FacetsOf<'referral_key_renewed'>;

/** A recipient's workstations that were not given a referral's keys, with the keys that are held here. */
export interface LateReferral extends StaleReferral {
  readonly user: string;
  readonly keys: readonly Uint8Array[];
}
export type PassedReferral = { readonly caseId: string } & FacetsOf<'referral_key_passed'>;

interface ReadHere {
  readonly caseId: string;
  readonly held: readonly string[];
  readonly keys: readonly Uint8Array[];
  /** In use, of people to whom the referral was sent, and vouched for as an investigator's of its unit. */
  readonly stay: readonly Device[];
}

/**
 * The referrals that this workstation holds the key of. Its recipients are the people who were ever given a key, not
 * everybody of the unit: whom the author left out, because the case is about them, no other vault can know.
 */
function referralsReadHere(db: ReadConnection): ReadHere[] {
  const { device } = identityOf(db);
  const directory = directoryOf(db);
  return db.column<string>('SELECT case_id FROM referrals').flatMap((caseId) => {
    const facts = factsInView(db, caseId)?.facts;
    const keys = caseKeysHeld(db, caseId);
    if (facts?.kind !== 'referral' || facts.keys?.held.includes(device) !== true || keys.length === 0) return [];
    const { unit } = facts;
    const users = usersOf(facts, directory.devices);
    const stay = Object.values(directory.devices).filter(
      (each) => users.has(each.user) && worksAs(directory, each, { unit, role: 'investigator' }),
    );
    // Whoever has left, and does not know it yet, has nobody to give keys to.
    return stay.some((each) => each.device === device) ? [{ caseId, held: facts.keys.held, keys, stay }] : [];
  });
}

const usersOf = ({ keys }: ReferralFacts, devices: Readonly<Record<string, Device>>) =>
  new Set((keys?.ever ?? []).flatMap((device) => devices[device]?.user ?? []));

const asRecipient = ({ device, sealingKey }: Device): Recipient => ({ device, sealingKey });

/**
 * Referrals whose key a withdrawn workstation holds, or one of a person who no longer investigates in the unit. Two vaults
 * may renew at once; both keys then open what they sealed.
 */
export function staleReferrals(db: ReadConnection): StaleReferral[] {
  const { devices } = directoryOf(db);
  return referralsReadHere(db).flatMap(({ caseId, held, stay }) => {
    const gone = held.some((id) => devices[id] !== undefined && !stay.some(({ device }) => device === id));
    return gone ? [{ caseId, devices: stay.map(asRecipient) }] : [];
  });
}

/** @param recovery the organisation's recovery key (`age1…`), or null */
export const sealRenewed = (
  stale: readonly StaleReferral[],
  recovery: string | null,
  random: Random,
): Promise<RenewedReferral[]> =>
  Promise.all(
    stale.map(async ({ caseId, devices }) => {
      const made = await makeReferralKey(caseId, devices, random, recovery);
      return { caseId, caseKey: made.caseKey, ...(made.recovery !== undefined && { recovery: made.recovery }) };
    }),
  );

/** Signs the new keys, each referral's for itself; what is not permitted any more is left out. */
export function renewReferrals(vault: WritingVault, renewed: readonly RenewedReferral[]): void {
  const each = renewed.map(({ caseId, ...facets }) => ({ caseId, facets }));
  signEach(vault, 'referral_key_renewed', each);
}

/** What this vault can pass on: keys to other workstations of a recipient, enrolled and vouched for after the sending. */
export const lateReferrals = (db: ReadConnection): LateReferral[] =>
  referralsReadHere(db).flatMap(({ caseId, held, keys, stay }) => {
    const late = stay.filter(({ device }) => !held.includes(device));
    return [...new Set(late.map(({ user }) => user))].map((user) => {
      const devices = late.filter((device) => device.user === user).map(asRecipient);
      return { caseId, user, keys, devices };
    });
  });

export const sealPassed = (late: readonly LateReferral[]): Promise<PassedReferral[]> =>
  Promise.all(
    late.map(async ({ caseId, user, keys, devices }) => ({
      caseId,
      user,
      keys: await sealToReaders(caseId, keys, devices),
    })),
  );

/** Signs that the keys were passed on, each referral's for itself; what is not permitted any more is left out. */
export function passReferrals(vault: WritingVault, passed: readonly PassedReferral[]): void {
  const each = passed.map(({ caseId, ...facets }) => ({ caseId, facets }));
  signEach(vault, 'referral_key_passed', each);
}
