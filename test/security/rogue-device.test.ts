import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { readNotices, seeNotices } from '../../electron/vault/audit/directory-notices.ts';
import { workstationsOf } from '../../electron/vault/referrals/recipients.ts';
import { makeReferralKey } from '../../electron/vault/referrals/referral-key.ts';
import { sendNow } from '../../electron/vault/referrals/send.ts';
import { directoryOf, trustedOf } from '../../electron/vault/store/meta.ts';
import { me } from '../../electron/vault/session/me.ts';
import { enrolDevice, hubClient } from '../../server/device/hub-client.ts';
import { readDirectory } from '../../server/device/directory-log.ts';
import { newDeviceIdentity, type EnrolledIdentity } from '../../server/device/identity.ts';
import { outbox } from '../../server/device/outbox.ts';
import { injectTransport } from '../../server/device/transport.ts';
import { appendToLogs } from '../../server/hub/feed/append.ts';
import { directoryEvent } from '../../server/hub/feed/hub-event.ts';
import { inTransaction } from '../../server/hub/store/transaction.ts';
import type { FacetsOf } from '../../shared/domain/events/index.ts';
import { makeKeyPair } from '../../shared/protocol/keys.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../integration/sync/support/workstation.ts';

/**
 * Assertion 54. The hub is run by somebody who may be the subject of a report: they hold its database and its keys, and
 * here they write into both. What they can add is a device; what they cannot make is the keyring's word for it.
 */

const assessor = [{ unit: 'MPS', role: 'assessor' }] as const;
const investigator = [{ unit: 'MPS-INV', role: 'investigator' }] as const;

let organisation: Organisation;
const open: Workstation[] = [];
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(12, 'MPS', 5);
});
afterEach(async () => {
  for (const workstation of open.splice(0)) {
    await workstation.close();
    expect(workstation.faults).toEqual([]);
  }
});
afterAll(() => organisation.close());

async function workstationOf(name: string, roles: readonly { unit: string; role: 'assessor' | 'investigator' }[]) {
  const user = await organisation.person(name, [...roles]);
  const workstation = await openWorkstation({
    hub: organisation.address,
    code: await organisation.codeFor(user),
  });
  open.push(workstation);
  return workstation;
}

async function settledAssessor(name = 'Sam Orrell') {
  const workstation = await workstationOf(name, assessor);
  await organisation.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
  await until(() => workstation.count('cases') === 12);
  return workstation;
}

/** Straight into the log, as whoever runs the hub can: the checkpoint is signed with the hub's own key. */
const slipIn = <T extends 'device_enrolled' | 'user_set'>(type: T, facets: FacetsOf<T>) =>
  inTransaction(organisation.hub.db, (tx) =>
    appendToLogs(tx, organisation.hub, [directoryEvent(organisation.hub, type, facets)]),
  );

/** A device whose keys the corrupt administrator holds, in the log and in the tables, without any code. */
async function rogueDevice(user: string): Promise<EnrolledIdentity> {
  const identity = newDeviceIdentity();
  const { hubId, hubKey } = organisation.hub.identity;
  const keys = { signingKey: identity.signing.publicKey, sealingKey: identity.sealing.publicKey };
  await sql`INSERT INTO devices (device, user_id, signing_key, sealing_key, state, last_seq, enrolled_at)
    VALUES (${identity.device}, ${user}, ${keys.signingKey}, ${keys.sealingKey}, 'active', 0, ${new Date().toISOString()})`.execute(
    organisation.hub.db,
  );
  await slipIn('device_enrolled', { device: identity.device, user, ...keys });
  return { ...identity, enrolled: { user, hubId, hubKey: hubKey.publicKey, keyringKey: null } };
}

const transport = () => injectTransport(organisation.app);
const pack = (canary: string) => ({
  reference: 'MPS-1',
  title: 'A pack',
  marking: 'OFFICIAL',
  handling: 'As agreed',
  request: canary,
  subjects: [],
  statements: [
    {
      statement: v7(),
      text: canary,
      grade: { source: '2', information: 'C', handling: 'C', action: 'A1', sanitisation: 'S2' },
    },
  ],
});

describe('a device that the hub added by itself (54)', () => {
  it('gets the log of the desk from its own hub, and opens no payload of it', async () => {
    const colleague = await settledAssessor();
    const rogue = await rogueDevice(colleague.identity.user);
    const client = hubClient(transport(), rogue, 1);
    const hello = await client.hello();
    if (!hello.ok) throw new Error(hello.problem.code);
    const page = await client.feed('desk:MPS', hello.value.hubEpoch, 0);
    if (!page.ok) throw new Error(page.problem.code);
    // What the hub holds it gives away: sealed bytes, in which no word of a report stands.
    expect(page.value.events.length).toBeGreaterThanOrEqual(12);
    const read = await readDirectory(client, rogue);
    if (!read.ok) throw new Error('the directory cannot be read');
    expect(Object.values(read.directory.grants).filter(({ device }) => device === rogue.device)).toEqual([]);
    const taken = await colleague.crypto.openStored(
      page.value.events.map(({ header, sealed }) => ({ header, sealed: Buffer.from(sealed!, 'base64') })),
      { device: rogue.device, sealingKey: rogue.sealing.privateKey, unitKeys: {} },
      {},
    );
    expect(taken).toEqual([]);
  });

  it('is no recipient of a referral, though the directory calls it an investigator’s', async () => {
    const sender = await settledAssessor();
    const victim = await workstationOf('Rhian Calloway', investigator);
    await organisation.grant(victim.identity);
    const rogue = await rogueDevice(victim.identity.user);
    // And somebody of the hub's own invention, who has never been seen by any officer.
    const invented = v7();
    await organisation.person('Invented Investigator', [...investigator], invented);
    const second = await rogueDevice(invented);
    await until(() => directoryOf(sender.vault.db).devices[second.device] !== undefined);
    const directory = directoryOf(sender.vault.db);
    expect(directory.devices[rogue.device]).toMatchObject({ user: victim.identity.user, withdrawn: false });
    const recipients = workstationsOf(directory, 'MPS-INV');
    expect(recipients.map(({ device }) => device)).toEqual([victim.identity.device]);

    const caseId = sender.caseIds()[0]!;
    sender.sign(caseId, 'screened', { result: 'none' });
    const decision = { rationale: 'Credible and grave.', optionsRejected: [] };
    sender.sign(caseId, 'decided', { outcomes: ['investigate'], route: 'here' }, decision);
    const made = await makeReferralKey(v7(), recipients, randomBytes);
    const command = {
      caseId,
      unit: 'MPS-INV',
      outcome: 'investigate',
      pack: pack('A canary at noon.'),
      holdSeconds: 0,
    };
    expect(sendNow(sender.vault, command as never, made, null)).toMatchObject({ ok: true });
    await sender.settled();
    victim.start();
    await until(() => victim.count(`events WHERE payload LIKE '%canary%'`) === 1);

    const client = hubClient(transport(), rogue, 1);
    const page = await client.feed(`referral:${made.referral}`, 1, 0);
    if (!page.ok) throw new Error(page.problem.code);
    const events = page.value.events.map(({ header, sealed }) => ({ header, sealed: Buffer.from(sealed!, 'base64') }));
    const own = { device: rogue.device, sealingKey: rogue.sealing.privateKey, unitKeys: {} };
    expect(events.map(({ header }) => header.type)).toContain('referral_issued');
    expect(await sender.crypto.openStored(events, own, {})).toEqual([]);
  });

  it('cannot be put in the place of one that is vouched for', async () => {
    const sender = await settledAssessor();
    const victim = await workstationOf('Iolo Prys', investigator);
    await organisation.grant(victim.identity);
    const { device, user, signing, sealing } = victim.identity;
    const mine = makeKeyPair('x25519').publicKey;
    await slipIn('device_enrolled', { device, user, signingKey: signing.publicKey, sealingKey: mine });
    const marker = await rogueDevice(user);
    await until(() => directoryOf(sender.vault.db).devices[marker.device] !== undefined);
    expect(directoryOf(sender.vault.db).devices[device]).toMatchObject({ sealingKey: sealing.publicKey });
  });

  it('is told to every reader until they have seen it, and the journal keeps that they have', async () => {
    const readers = [await settledAssessor('Una Byrne'), await settledAssessor('Theo Marsh')];
    const [una, theo] = readers as [Workstation, Workstation];
    // Theo's own workstation came after Una's: she hears of it, and that it is vouched for.
    expect(readNotices(una.vault.db).filter(({ name }) => name === 'Theo Marsh')).toMatchObject([
      { kind: 'device_added', device: theo.identity.device, standing: 'vouched', mine: false },
    ]);
    const rogue = await rogueDevice(una.identity.user);
    const told = (reader: Workstation) => readNotices(reader.vault.db).filter(({ device }) => device === rogue.device);
    for (const reader of readers) await until(() => told(reader).length === 1);
    expect(told(una)).toMatchObject([{ name: 'Una Byrne', mine: true, standing: 'not_vouched' }]);
    expect(told(theo)).toMatchObject([{ name: 'Una Byrne', mine: false, standing: 'not_vouched' }]);
    const [notice] = told(theo);
    seeNotices(theo.vault, [notice!.event]);
    expect(told(theo)).toEqual([]);
    expect(told(una)).toHaveLength(1);
    const journalled = theo.vault.db.column<string>(`SELECT payload FROM journal_pending WHERE type = 'notice_seen'`);
    expect(journalled.map((json) => JSON.parse(json) as unknown)).toEqual([
      { kind: 'device_added', device: rogue.device, vouched: false },
    ]);
  });

  it('puts no word into a colleague’s mouth: what it signs stays unverified', async () => {
    const reader = await settledAssessor('Nia Holt');
    const victim = await organisation.person('Ewan Pike', [...assessor]);
    const rogue = await rogueDevice(victim);
    const client = hubClient(transport(), rogue, 1);
    const box = outbox(client, rogue, 1, 0);
    const caseId = reader.caseIds()[5]!;
    const forged = box.make('screened', caseId, { result: 'none' }, {}, randomBytes(32));
    expect(await box.push([forged])).toMatchObject({ ok: true, verdicts: [{ status: 'accepted' }] });
    // What comes behind it is checked all the same.
    const colleague = await settledAssessor('Lowri Vaughan');
    const later = colleague.sign(colleague.caseIds()[6]!, 'screened', { result: 'none' });
    const state = (id: string) => reader.vault.db.column<number>('SELECT verified FROM events WHERE id = ?', [id])[0];
    await until(() => state(later) === 1);
    expect(state(forged.header.id)).toBe(0);
    expect(reader.count(`cases WHERE case_id = '${caseId}' AND verified = 0`)).toBe(1);
  });
});

describe('a keyring that the hub made for itself', () => {
  async function rogueKeyring() {
    const officer = await organisation.person('A Second Keyring', [{ unit: 'AUDIT', role: 'keyring' }]);
    const enrolled = await enrolDevice(transport(), newDeviceIdentity(), await organisation.codeFor(officer));
    if (!enrolled.ok) throw new Error(enrolled.problem.code);
    const client = hubClient(transport(), enrolled.value, 1);
    return { identity: enrolled.value, box: outbox(client, enrolled.value, 1, 0) };
  }

  it('can neither vouch, nor grant, nor put a key of its own in the place of a desk’s', async () => {
    const reader = await settledAssessor('Cai Rowe');
    const before = directoryOf(reader.vault.db).units['MPS']!.key;
    const rogue = await rogueDevice(await organisation.person('Mal Intent', [...investigator]));
    const { identity, box } = await rogueKeyring();
    const vouched = box.makeForDirectory('device_vouched', {
      device: rogue.device,
      user: rogue.enrolled.user,
      signingKey: rogue.signing.publicKey,
      sealingKey: rogue.sealing.publicKey,
      memberships: [...investigator],
    });
    const key = { unit: 'MPS', key: v7(), publicKey: makeKeyPair('x25519').publicKey };
    const published = box.makeForDirectory('unit_key_published', key);
    expect(await box.push([vouched, published])).toMatchObject({
      verdicts: [{ status: 'accepted' }, { status: 'accepted' }],
    });
    const foreign = () => readNotices(reader.vault.db).filter(({ kind }) => kind === 'foreign_keyring');
    await until(() => foreign().length === 2);
    const directory = directoryOf(reader.vault.db);
    expect(directory.devices[rogue.device]).toMatchObject({ vouchedFor: null });
    expect(workstationsOf(directory, 'MPS-INV').map(({ device }) => device)).not.toContain(rogue.device);
    expect(directory.units['MPS']!.key).toEqual(before);
    expect(foreign()).toMatchObject([{ device: identity.device }, { device: identity.device }]);
    // The gateway goes on sealing to the desk's own key, so that the assessor can open what comes in.
    await organisation.importReports(3, 'MPS', 77);
    await until(() => reader.count('cases') === 15);
    await until(() => reader.count(`events WHERE type = 'report_received' AND payload IS NOT NULL`) === 15);
  });

  it('handed to a workstation at its enrolment gives it another fingerprint, and the officer grants nothing', async () => {
    const user = await organisation.person('Ada Finch', [...assessor]);
    const workstation = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
    open.push(workstation);
    const { keyringKey } = workstation.identity;
    expect(trustedOf(workstation.vault.db).keyring).toBe(keyringKey);
    const lied = { ...workstation.identity, keyringKey: makeKeyPair('ed25519').publicKey };
    await expect(organisation.grant(lied)).rejects.toThrow(/fingerprint is not that of the device/);
    await organisation.grant(workstation.identity);
    expect(me(workstation.vault.db).fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  });
});
