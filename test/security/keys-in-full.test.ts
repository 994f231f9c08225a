import { randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readNotices } from '../../electron/vault/audit/directory-notices.ts';
import { directoryHead } from '../../electron/vault/audit/directory-head.ts';
import { directoryOf, trustedOf } from '../../electron/vault/store/meta.ts';
import { enrol } from '../../electron/vault/sync/enrolment.ts';
import { openTransport, type HubReply } from '../../electron/vault/sync/hub-transport.ts';
import { appendToLogs } from '../../server/hub/feed/append.ts';
import { checkpointOf } from '../../server/hub/feed/checkpoint.ts';
import { describeUnits } from '../../server/hub/feed/device-list.ts';
import { withdrawDevice } from '../../server/hub/feed/directory-changes.ts';
import { findLog, setHead } from '../../server/hub/store/compartments.ts';
import { eventsBetween } from '../../server/hub/store/events.ts';
import { inTransaction } from '../../server/hub/store/transaction.ts';
import { grant } from '../../server/keyring/keyring.ts';
import { rotateUnitKeys } from '../../server/keyring/rotate.ts';
import { setRecoveryKey, takeBackWord } from '../../server/keyring/speak.ts';
import { succeed } from '../../server/keyring/succession.ts';
import { EventHeader } from '../../shared/domain/header.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../integration/sync/support/workstation.ts';

/** Assertion 54, the rest of it: what the keys of an organisation do when somebody leaves, and when the hub lies. */

const assessor = [{ unit: 'MPS', role: 'assessor' }] as const;
let organisation: Organisation;
const open: Workstation[] = [];
afterEach(async () => {
  for (const workstation of open.splice(0)) {
    await workstation.close();
    expect(workstation.faults).toEqual([]);
  }
});

async function assessorOf(name: string) {
  const user = await organisation.person(name, [...assessor]);
  const workstation = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  open.push(workstation);
  await organisation.grant(workstation.identity);
  return workstation;
}
const openedReports = (workstation: Workstation) =>
  workstation.count(`events WHERE type = 'report_received' AND payload IS NOT NULL`);

describe('when somebody leaves a desk', () => {
  beforeAll(async () => {
    organisation = await startOrganisation();
  });
  afterAll(() => organisation.close());

  it('what comes after is sealed to a key that they are not given; what came before stays readable to those who hold it', async () => {
    const stays = await assessorOf('Sam Orrell');
    const leaves = await assessorOf('Una Byrne');
    await organisation.importReports(2, 'MPS', 5);
    for (const one of [stays, leaves]) one.start();
    for (const one of [stays, leaves]) await until(() => openedReports(one) === 2);
    await leaves.stop();
    expect((await describeUnits(organisation.hub)).find(({ unit }) => unit === 'MPS')).toMatchObject({ leavers: 0 });

    await organisation.person('Una Byrne', [], leaves.identity.user);
    expect((await describeUnits(organisation.hub)).find(({ unit }) => unit === 'MPS')).toMatchObject({ leavers: 1 });
    const before = organisation.keyring().units['MPS']!.at(-1)!.key;
    const done = await rotateUnitKeys(organisation.transport, organisation.keyring(), null, organisation.keepKeyring);
    if (!done.ok) throw new Error(done.reason);
    const [rotated] = done.rotated;
    expect(done.rotated).toHaveLength(1);
    expect(rotated!.granted.map(({ device }) => device)).toEqual([stays.identity.device]);
    expect(rotated!.leavers.map(({ device }) => device)).toEqual([leaves.identity.device]);
    expect((await describeUnits(organisation.hub)).find(({ unit }) => unit === 'MPS')).toMatchObject({ leavers: 0 });

    await organisation.importReports(2, 'MPS', 6);
    await until(() => openedReports(stays) === 4);
    const directory = directoryOf(stays.vault.db);
    const after = directory.units['MPS']!.key!.id;
    expect(after > before).toBe(true);
    expect(directory.grants[`${leaves.identity.device} ${after}`]).toBeUndefined();

    // With everything that the leaver holds, and every byte that the hub could hand them.
    const rows = await eventsBetween(organisation.hub.db, 'desk:MPS', 0, 10);
    const events = rows
      .map((row) => ({ header: EventHeader.parse(JSON.parse(row.header)), sealed: row.sealed! }))
      .filter(({ header }) => header.type === 'report_received');
    expect(events).toHaveLength(4);
    const own = {
      device: leaves.identity.device,
      sealingKey: leaves.identity.sealing.privateKey,
      unitKeys: await leaves.store.unitKeys(),
    };
    const taken = await leaves.crypto.openStored(events, own, {});
    expect(taken.map(({ id }) => id)).toEqual(events.slice(0, 2).map(({ header }) => header.id));
  });

  it('the keyring takes its word for their workstation back, also where the hub hides that it was withdrawn', async () => {
    const reader = await assessorOf('Theo Marsh');
    const lost = await assessorOf('Nia Holt');
    reader.start();
    await until(() => directoryOf(reader.vault.db).devices[lost.identity.device]?.vouchedFor !== null);
    const done = await takeBackWord(organisation.transport, organisation.keyring(), lost.identity.device);
    expect(done).toMatchObject({ ok: true, name: 'Nia Holt' });
    await until(() => directoryOf(reader.vault.db).devices[lost.identity.device]?.vouchedFor?.length === 0);
    expect(directoryOf(reader.vault.db).devices[lost.identity.device]).toMatchObject({ withdrawn: false });
    expect(readNotices(reader.vault.db).filter(({ kind }) => kind !== 'device_added')).toEqual([]);
  });
});

describe('a hub that shows two directories', () => {
  beforeAll(async () => {
    organisation = await startOrganisation();
  });
  afterAll(() => organisation.close());

  it.each([
    ['a withdrawal', ['device_withdrawn']],
    ['a withdrawal, and the word of the officers who saw it', ['device_withdrawn', 'officers_present']],
  ])('is found out by whoever it hides %s from, as soon as the keyring does anything', async (_what, hidden) => {
    const reader = await assessorOf('Cai Rowe');
    const out = await assessorOf('Iolo Prys');
    reader.start();
    await reader.settled();
    await until(() => directoryOf(reader.vault.db).devices[out.identity.device] !== undefined);
    await reader.stop();
    const log = await findLog(organisation.hub.db, 'directory');
    const before = log!.tree;

    await withdrawDevice(organisation.hub, out.identity.device);
    const late = await assessorOf('Lowri Vaughan');
    // The log as it was, without what is hidden; its checkpoint is signed with the hub's own key.
    await inTransaction(organisation.hub.db, async (tx) => {
      const rows = await eventsBetween(tx, 'directory', before.size, 10_000);
      await sql`DELETE FROM events WHERE compartment = 'directory' AND seq > ${before.size}`.execute(tx);
      for (const { id } of rows) await sql`DELETE FROM ledger WHERE id = ${id} AND device_seq = 0`.execute(tx);
      await setHead(tx, 'directory', before, checkpointOf(organisation.hub, 'directory', before));
      const shown = rows.filter(({ type }) => !hidden.includes(type));
      await appendToLogs(
        tx,
        organisation.hub,
        shown.map((row) => ({
          compartment: 'directory',
          unit: null,
          header: EventHeader.parse(JSON.parse(row.header)),
          signature: row.signature,
          sealed: Buffer.from(row.sealed ?? ''),
        })),
      );
    });
    reader.start();
    await until(() => reader.state().problem !== null);
    expect(reader.state().problem).toBe('checkpoint_inconsistent');
    const told = readNotices(reader.vault.db).filter(({ kind }) => kind === 'directory_differs');
    expect(told.length).toBeGreaterThan(0);
    expect(late.identity.device).not.toBe(out.identity.device);
    // The keyring and the gateway are not spoken to by such a log either.
    const refused = await grant(organisation.transport, organisation.keyring(), late.identity.device, '');
    expect(refused).toMatchObject({ ok: false, reason: expect.stringMatching(/another directory/) });
    await organisation.close();
    for (const workstation of open.splice(0)) await workstation.close();
    organisation = await startOrganisation();
  });

  it('gives two people who see the same directory the same code to read to each other', async () => {
    const [one, other] = [await assessorOf('Ada Finch'), await assessorOf('Bo Marsh')];
    for (const each of [one, other]) each.start();
    const head = (each: Workstation) => directoryHead(each.vault.db);
    await until(() => head(one) !== null && head(one)!.entries === head(other)?.entries);
    expect(head(one)!.code).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(head(one)).toEqual(head(other));
  });
});

describe('a keyring that hands over to another one', () => {
  beforeAll(async () => {
    organisation = await startOrganisation();
  });
  afterAll(() => organisation.close());

  it('is followed by those who had pinned it, and need not be believed by those who come later', async () => {
    const before = await assessorOf('Sam Orrell');
    await organisation.importReports(2, 'MPS', 5);
    before.start();
    await until(() => openedReports(before) === 2);
    const old = organisation.keyring();
    const code = () => organisation.codeFor(organisation.officer);
    const done = await succeed(organisation.transport, old, code, organisation.keepKeyring);
    if (!done.ok) throw new Error(done.reason);
    expect(done.retired).toBe(old.identity.device);
    await withdrawDevice(organisation.hub, done.retired);
    const now = organisation.keyring().identity.signing.publicKey;
    expect(now).not.toBe(old.identity.signing.publicKey);
    await until(() => trustedOf(before.vault.db).keyring === now);

    const later = await assessorOf('Una Byrne');
    expect(later.identity.keyringKey).toBe(now);
    later.start();
    await until(() => openedReports(later) === 2);
    await until(() => directoryOf(before.vault.db).devices[later.identity.device]?.vouchedFor?.length === 1);
    // The gateway had pinned the old one and goes on.
    await organisation.importReports(2, 'MPS', 6);
    for (const each of [before, later]) await until(() => openedReports(each) === 4);
    for (const each of [before, later])
      expect(readNotices(each.vault.db).filter(({ kind }) => kind !== 'device_added')).toEqual([]);
    expect(directoryOf(later.vault.db).devices[before.identity.device]?.vouchedFor).toEqual([...assessor]);
    const stale = await grant(organisation.transport, old, later.identity.device, '');
    expect(stale).toMatchObject({ ok: false });
  });
});

describe('the recovery key that a workstation is told of', () => {
  let ours: string;
  let theirs: string;
  beforeAll(async () => {
    organisation = await startOrganisation();
    ours = await identityToRecipient(await generateX25519Identity());
    theirs = await identityToRecipient(await generateX25519Identity());
    const said = await setRecoveryKey(organisation.transport, organisation.keyring(), ours);
    expect(said).toEqual({ ok: true, changed: true });
  });
  afterAll(() => organisation.close());

  async function enrolWith(lie: (answer: Record<string, unknown>) => void) {
    const user = await organisation.person('Ada Finch', [...assessor]);
    const line = openTransport(organisation.address);
    const transport = {
      ...line,
      async call(call: Parameters<typeof line.call>[0]): Promise<HubReply> {
        const reply = await line.call(call);
        if (!reply.answered) return reply;
        const answer = JSON.parse(reply.body.toString('utf8')) as Record<string, unknown>;
        lie(answer);
        return { ...reply, body: Buffer.from(JSON.stringify(answer)) };
      },
    };
    const code = await organisation.codeFor(user);
    return enrol({ hub: organisation.address, code, clock: Date.now, random: randomBytes, transport });
  }

  it('is the one that the keyring has signed', async () => {
    expect(await enrolWith(() => undefined)).toMatchObject({
      ok: true,
      recoveryRecipient: ours,
      recoverySigned: true,
    });
  });

  it('is refused when the hub names another under the keyring’s word, or its word under another keyring', async () => {
    const refused = { ok: false, code: 'recovery_key_refused' };
    expect(await enrolWith((answer) => (answer['recoveryRecipient'] = theirs))).toEqual(refused);
    const swapped = (answer: Record<string, unknown>) => {
      answer['recoveryRecipient'] = theirs;
      (answer['recoveryProof'] as { header: { facets: { recipient: string } } }).header.facets.recipient = theirs;
    };
    expect(await enrolWith(swapped)).toEqual(refused);
    expect(await enrolWith((answer) => (answer['keyringKey'] = randomBytes(32).toString('base64')))).toEqual(refused);
  });

  it('counts for nothing when only the hub says so', async () => {
    const lie = (answer: Record<string, unknown>) => {
      answer['recoveryRecipient'] = theirs;
      delete answer['recoveryProof'];
    };
    expect(await enrolWith(lie)).toMatchObject({ ok: true, recoverySigned: false });
  });
});
