/** A referral's key, when one of its recipients leaves and when one of them has another workstation. */
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeReferralKey } from '../../../electron/vault/referrals/referral-key.ts';
import {
  lateReferrals,
  passReferrals,
  renewReferrals,
  sealPassed,
  sealRenewed,
  staleReferrals,
} from '../../../electron/vault/referrals/recipients-keys.ts';
import { sendNow } from '../../../electron/vault/referrals/send.ts';
import { caseKeysHeld } from '../../../electron/vault/store/keys.ts';
import { referralOf } from '../../../shared/domain/compartment.ts';
import { referralIssuedRecoverable, referralKeyRenewed } from '../../../shared/domain/events/referral-keys.ts';
import { setUser, withdrawDevice } from '../../../server/hub/feed/directory-changes.ts';
import { closeTo } from '../../../server/hub/store/readers.ts';
import { faultsOf, startOffice, type Office } from '../moves/office.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { pack } from './pack.ts';

let office: Office;
let rhian: Workstation;
let tomos: Workstation;
let referral: string;
/** The organisation's recovery key, an age identity. */
let recovery: string;

const investigator = { unit: 'MPS-INV', role: 'investigator' } as const;

beforeEach(async () => {
  office = await startOffice();
  const desk = await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' });
  rhian = await office.workstation('Rhian Calloway', investigator);
  tomos = await office.workstation('Tomos Pryce', investigator);
  await office.organisation.importReports(1, 'MPS', 7);
  await until(() => desk.caseIds().length === 1);
  const caseId = desk.caseIds()[0]!;
  desk.sign(caseId, 'screened', { result: 'none' });
  const decision = { outcomes: ['investigate'], route: 'here' };
  desk.sign(caseId, 'decided', decision, { rationale: 'Credible and grave.', optionsRejected: [] });
  const recipients = [rhian, tomos].map(({ identity: { device, sealing } }) => ({
    device,
    sealingKey: sealing.publicKey,
  }));
  recovery = await generateIdentity();
  const made = await makeReferralKey(v7(), recipients, randomBytes, await identityToRecipient(recovery));
  referral = made.referral;
  const sent = sendNow(
    desk.vault,
    { caseId, unit: 'MPS-INV', outcome: 'investigate', pack, holdSeconds: 0 } as never,
    made,
    null,
  );
  if (!sent.ok) throw new Error(JSON.stringify(sent));
  desk.engine().wake();
  for (const one of [rhian, tomos])
    await until(() => one.count(`events WHERE type = 'referral_issued' AND payload IS NOT NULL`) === 1);
});
afterEach(async () => {
  expect(await faultsOf(office.organisation)).toEqual([]);
  expect(await office.close()).toEqual([]);
});

/** What a recovery key opens, hex. */
async function recovered(sealed: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(recovery);
  const text = await decrypter.decrypt(Buffer.from(sealed, 'base64'), 'text');
  const { caseId, caseKey } = JSON.parse(text) as { caseId: string; caseKey: string };
  expect(caseId).toBe(referral);
  return Buffer.from(caseKey, 'base64').toString('hex');
}
const keysAt = (one: Workstation) => caseKeysHeld(one.vault.db, referral).map((key) => key.toString('hex'));
const logged = (one: Workstation, note: string) =>
  one.sign(referral, 'investigation_logged', { step: 'INTERVIEW', on: '2026-03-02' }, { note });
async function accept(one: Workstation) {
  one.sign(referral, 'acknowledged', {});
  one.sign(referral, 'referral_accepted', {});
  await one.settled();
}
const hears = (one: Workstation, type: string, of = referral) =>
  until(() => one.count(`events WHERE type = '${type}' AND case_id = '${of}' AND status = 'accepted'`) > 0);
async function renew(one: Workstation, recovery: string | null = null) {
  renewReferrals(one.vault, await sealRenewed(staleReferrals(one.vault.db), recovery, randomBytes));
  one.engine().wake();
  await one.settled();
}

test('what comes after a recipient’s workstation was withdrawn is sealed with a key pair that it never held', async () => {
  await accept(rhian);
  const [before] = keysAt(rhian);
  expect(keysAt(tomos)).toEqual([before]);
  expect(staleReferrals(rhian.vault.db)).toEqual([]);
  await withdrawDevice(office.organisation.hub, tomos.identity.device);
  await until(() => staleReferrals(rhian.vault.db).length === 1);
  expect(staleReferrals(rhian.vault.db)[0]!.devices.map(({ device }) => device)).toEqual([rhian.identity.device]);
  await renew(rhian, await identityToRecipient(recovery));
  expect(staleReferrals(rhian.vault.db)).toEqual([]);
  await until(() => keysAt(rhian).length === 2);
  expect(keysAt(rhian)[1]).toBe(before);

  const [{ facets }] = rhian
    .rows<{ header: string }>(`SELECT header FROM events WHERE type = 'referral_key_renewed'`)
    .map(({ header }) => JSON.parse(header) as { facets: unknown }) as [{ facets: unknown }];
  const renewed = referralKeyRenewed.facets.parse(facets);
  expect(renewed.caseKey.devices.map(({ device }) => device)).toEqual([rhian.identity.device]);
  // The organisation’s recovery key opens it, as it opens the first: a referral outlives its recipients’ workstations.
  expect(await recovered(renewed.recovery!)).toBe(keysAt(rhian)[0]);
  const [issued] = rhian.rows<{ header: string }>(`SELECT header FROM events WHERE type = 'referral_issued'`);
  const { v, facets: first } = JSON.parse(issued!.header) as { v: number; facets: unknown };
  expect(v).toBe(2);
  expect(await recovered(referralIssuedRecoverable.facets.parse(first).recovery)).toBe(before);

  // The key that was left behind opens what was written before and nothing of what comes after.
  const newest = keysAt(rhian)[0]!;
  expect(newest).not.toBe(before);
  logged(rhian, 'A heron by the custody gate.');
  await rhian.settled();
  expect(keysAt(tomos)).not.toContain(newest);
});

test('somebody who no longer investigates in the unit leads to another key as well', async () => {
  const { user } = tomos.identity;
  const set = await setUser(office.organisation.hub, {
    user,
    name: 'Tomos Pryce',
    memberships: [{ unit: 'MPS', role: 'assessor' }],
  });
  expect(set.ok).toBe(true);
  await until(() => staleReferrals(rhian.vault.db).length === 1);
  // Who has left renews nothing themselves.
  expect(staleReferrals(tomos.vault.db)).toEqual([]);
  await renew(rhian);
  expect(keysAt(rhian)).toHaveLength(2);
});

test('a recipient’s other workstation is given every key once the keyring has vouched for it, and reads all of it', async () => {
  await accept(rhian);
  await withdrawDevice(office.organisation.hub, tomos.identity.device);
  await until(() => staleReferrals(rhian.vault.db).length === 1);
  await renew(rhian);
  logged(rhian, 'A heron by the custody gate.');
  await rhian.settled();
  expect(lateReferrals(rhian.vault.db)).toEqual([]);

  const another = await office.at(tomos.identity.user);
  await hears(another, 'referral_issued');
  expect(another.count('events WHERE sealed_to_us = 1')).toBeGreaterThan(0);
  await until(() => lateReferrals(rhian.vault.db).length === 1);
  expect(lateReferrals(rhian.vault.db)[0]).toMatchObject({ caseId: referral, user: tomos.identity.user });
  passReferrals(rhian.vault, await sealPassed(lateReferrals(rhian.vault.db)));
  rhian.engine().wake();
  await rhian.settled();
  expect(lateReferrals(rhian.vault.db)).toEqual([]);
  await until(() => another.count(`events WHERE payload LIKE '%heron%'`) === 1);
  expect(keysAt(another)).toEqual(keysAt(rhian));
  expect(another.count('events WHERE sealed_to_us = 1')).toBe(0);
  expect(another.count(`events WHERE type = 'referral_issued' AND payload LIKE '%gate stood open%'`)).toBe(1);
});

test('nobody else of the unit is given a key, and the hub refuses one to whoever is shut out or investigates elsewhere', async () => {
  const newcomer = await office.workstation('Nia Rees', investigator);
  await hears(newcomer, 'referral_issued');
  await until(() => rhian.count(`events WHERE type = 'device_vouched' AND status = 'accepted'`) >= 4);
  await rhian.settled();
  expect(lateReferrals(rhian.vault.db)).toEqual([]);

  const { hub } = office.organisation;
  await closeTo(hub.db, referralOf(referral), [newcomer.identity.user]);
  const desk = await office.workstation('Jo Bell', { unit: 'MPS', role: 'assessor' });
  for (const { identity } of [newcomer, desk]) {
    const devices = [{ device: identity.device, sealingKey: identity.sealing.publicKey }];
    const keys = caseKeysHeld(rhian.vault.db, referral);
    renewReferrals(rhian.vault, await sealRenewed([{ caseId: referral, devices }], null, randomBytes));
    passReferrals(rhian.vault, await sealPassed([{ caseId: referral, devices, keys, user: identity.user }]));
  }
  rhian.engine().wake();
  await until(() => rhian.count(`events WHERE type LIKE 'referral_key_%' AND status = 'waiting'`) === 0);
  expect(rhian.count(`events WHERE type LIKE 'referral_key_%' AND status = 'refused'`)).toBe(4);
});
