/** A referral that no workstation can open any more is given back by the keyring's officers and the recovery key. */
import { randomBytes } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { makeReferralKey } from '../../../electron/vault/referrals/referral-key.ts';
import {
  lateReferrals,
  renewReferrals,
  sealRenewed,
  staleReferrals,
} from '../../../electron/vault/referrals/recipients-keys.ts';
import { sendNow } from '../../../electron/vault/referrals/send.ts';
import { caseKeysHeld } from '../../../electron/vault/store/keys.ts';
import { adminClient } from '../../../server/cli/admin-client.ts';
import { setUser, withdrawDevice } from '../../../server/hub/feed/directory-changes.ts';
import { closeTo } from '../../../server/hub/store/readers.ts';
import { returnReferral, type KeyGiven } from '../../../server/keyring/return-keys.ts';
import { referralOf } from '../../../shared/domain/compartment.ts';
import { signHeader } from '../../../shared/protocol/envelope.ts';
import { makeKeyPair, privateKeyObject } from '../../../shared/protocol/keys.ts';
import { sealToRecovery } from '../../../shared/protocol/readers-key.ts';
import { faultsOf, startOffice, type Office } from '../moves/office.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { pack } from './pack.ts';

const investigator = { unit: 'MPS-INV', role: 'investigator' } as const;
const NOTE = 'A heron by the custody gate.';

let office: Office;
let rhian: Workstation;
let referral: string;
/** The organisation's recovery key, an age identity. */
let recovery: string;

/** A referral to two workstations of the unit, of which one was withdrawn since: two keys, and a note under each. */
beforeEach(async () => {
  office = await startOffice();
  const desk = await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' });
  rhian = await office.workstation('Rhian Calloway', investigator);
  const tomos = await office.workstation('Tomos Pryce', investigator);
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
  const recipient = await identityToRecipient(recovery);
  const made = await makeReferralKey(v7(), recipients, randomBytes, recipient);
  referral = made.referral;
  const sent = sendNow(
    desk.vault,
    { caseId, unit: 'MPS-INV', outcome: 'investigate', pack, holdSeconds: 0 } as never,
    made,
    null,
  );
  if (!sent.ok) throw new Error(JSON.stringify(sent));
  desk.engine().wake();
  await until(() => rhian.count(`events WHERE type = 'referral_issued' AND payload IS NOT NULL`) === 1);
  rhian.sign(referral, 'acknowledged', {});
  rhian.sign(referral, 'referral_accepted', {});
  await rhian.settled();
  await withdrawDevice(office.organisation.hub, tomos.identity.device);
  await until(() => staleReferrals(rhian.vault.db).length === 1);
  renewReferrals(rhian.vault, await sealRenewed(staleReferrals(rhian.vault.db), recipient, randomBytes));
  rhian.engine().wake();
  await rhian.settled();
  await until(() => caseKeysHeld(rhian.vault.db, referral).length === 2);
  rhian.sign(referral, 'investigation_logged', { step: 'INTERVIEW', on: '2026-03-02' }, { note: NOTE });
  await rhian.settled();
});
afterEach(async () => {
  expect(await faultsOf(office.organisation)).toEqual([]);
  expect(await office.close()).toEqual([]);
});

const admin = () => adminClient({ transport: office.organisation.transport, adminToken: 'a'.repeat(40) });
const keysAt = (one: Workstation) => caseKeysHeld(one.vault.db, referral).map((key) => key.toString('hex'));
const give = (device: string, given: readonly KeyGiven[], identity = recovery) =>
  returnReferral(
    office.organisation.transport,
    office.organisation.keyring(),
    { referral, unit: 'MPS-INV', device },
    given,
    identity,
  );
const readsNote = (one: Workstation) =>
  one.count(`events WHERE type = 'investigation_logged' AND payload ->> '$.note' = '${NOTE}'`) === 1;

test('somebody who joins later reads all of it, goes on with it, and is one of its recipients from then on', async () => {
  const held = keysAt(rhian);
  const holders = async () => (await admin().referrals()).find((one) => one.referral === referral);
  expect(await holders()).toMatchObject({ unit: 'MPS-INV', holders: 1 });
  await withdrawDevice(office.organisation.hub, rhian.identity.device);
  expect(await holders()).toMatchObject({ holders: 0 });
  expect((await holders())!.reference).not.toBe('');

  const ffion = await office.workstation('Ffion Rees', investigator);
  await until(() => ffion.count(`events WHERE case_id = '${referral}' AND status = 'accepted'`) > 0);
  expect(keysAt(ffion)).toEqual([]);
  const { unit, given } = await admin().referralKeys(referral);
  expect(unit).toBe('MPS-INV');
  const done = await give(ffion.identity.device, given);
  expect(done).toEqual({ ok: true, name: 'Ffion Rees', keys: 2, without: 0 });
  // Newest first, as its last recipient had them: what is written from now on is sealed with the newest.
  await until(() => keysAt(ffion).length === 2);
  expect(keysAt(ffion)).toEqual(held);
  await until(() => readsNote(ffion));
  await until(() => ffion.count(`events WHERE type = 'referral_issued' AND payload IS NOT NULL`) === 1);
  ffion.sign(referral, 'investigation_logged', { step: 'INTERVIEW', on: '2026-03-03' }, { note: 'Taken up again.' });
  await ffion.settled();
  expect(await holders()).toMatchObject({ holders: 1 });

  // Another workstation of hers is given the keys by the first, as a recipient's is.
  const another = await office.at(ffion.identity.user);
  await until(() => lateReferrals(ffion.vault.db).some(({ user }) => user === another.identity.user));
});

test('nobody gets it who does not investigate there, or from whom it is kept; the wrong recovery key opens nothing', async () => {
  const { given } = await admin().referralKeys(referral);
  const desk = await office.workstation('Mair Bowen', { unit: 'MPS', role: 'assessor' });
  expect(await give(desk.identity.device, given)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('grant'),
  });
  const nobody = v7();
  expect(await give(nobody, given)).toMatchObject({ ok: false, reason: expect.stringContaining(nobody) });
  const ffion = await office.workstation('Ffion Rees', investigator);
  expect(await give(ffion.identity.device, given, await generateIdentity())).toMatchObject({
    ok: false,
    reason: expect.stringContaining('not the recovery key'),
  });
  // The case is about her: the hub refuses, whatever the officers say.
  await closeTo(office.organisation.hub.db, referralOf(referral), [ffion.identity.user]);
  expect(await give(ffion.identity.device, given)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('reader_unknown'),
  });
  await expect(admin().referralKeys(v7())).rejects.toThrow('no such referral');
});

test('a key that the hub slips in is refused: only what a vouched workstation signed counts, in the order of its ids', async () => {
  const { given } = await admin().referralKeys(referral);
  const ffion = await office.workstation('Ffion Rees', investigator);
  const renewed = given.find(({ header }) => header.type === 'referral_key_renewed')!;
  const slipped = await sealToRecovery(referral, randomBytes(32), await identityToRecipient(recovery));
  const facets = { ...renewed.header.facets, recovery: slipped };
  const rogue = privateKeyObject('ed25519', makeKeyPair('ed25519').privateKey);
  const forged = { ...renewed.header, id: v7(), facets } as KeyGiven['header'];
  const unknown = { ...forged, device: v7() };
  for (const header of [forged, unknown])
    expect(
      await give(ffion.identity.device, [{ header, signature: signHeader(header, rogue) }, ...given]),
    ).toMatchObject({
      ok: false,
      reason: expect.stringContaining('signed by nobody'),
    });
  // Told in the wrong order, the newest key is still the newest.
  expect(await give(ffion.identity.device, given.toReversed())).toMatchObject({ ok: true, keys: 2 });
  await until(() => keysAt(ffion).length === 2);
  expect(keysAt(ffion)).toEqual(keysAt(rhian));
});

test('who does not investigate in the unit any more gets nothing, though the keyring vouched for them as that once', async () => {
  const set = await setUser(office.organisation.hub, {
    user: rhian.identity.user,
    name: 'Rhian Calloway',
    memberships: [{ unit: 'MPS', role: 'assessor' }],
  });
  expect(set.ok).toBe(true);
  const { given } = await admin().referralKeys(referral);
  expect(await give(rhian.identity.device, given)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('grant'),
  });
});
