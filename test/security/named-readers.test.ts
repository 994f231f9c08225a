import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { DeskQuery } from '../../shared/bridge/desk.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import { sealInterests } from '../../shared/protocol/interests.ts';
import { signRequest } from '../../shared/protocol/signed-request.ts';
import { readCase } from '../../electron/vault/cases/read-case.ts';
import { screenRoles, signScreening } from '../../electron/vault/cases/screening.ts';
import { Counting } from '../../electron/vault/desk/counts.ts';
import { Lists } from '../../electron/vault/desk/lists.ts';
import { changeKeys, changeReaders, sealForChange, type ReaderChange } from '../../electron/vault/readers/change.ts';
import { declareInterests, ownInterests } from '../../electron/vault/readers/interests.ts';
import { lateKeys, passKeys, sealLateKeys } from '../../electron/vault/readers/late-keys.ts';
import { renewKeys, sealNewKeys, staleKeys } from '../../electron/vault/readers/stale-keys.ts';
import { people, readReaders } from '../../electron/vault/readers/readers.ts';
import { recipientsOf } from '../../electron/vault/referrals/recipients.ts';
import { openReader } from '../../electron/vault/store/connection.ts';
import { runThrough } from '../../electron/vault/store/sync-store.ts';
import { withdrawDevice } from '../../server/hub/feed/directory-changes.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../integration/sync/support/workstation.ts';

/** Words that stand in the report about the named person and nowhere else. */
const canaries = ['heliotrope', 'N-4711', 'Doe', 'PC 90210', 'vermilion'];

const report = (reference: string, changed: object = {}) => ({
  reference,
  channel: 'web',
  reporterMode: 'anonymous',
  keepInContact: false,
  receivedAt: '2026-02-01T10:00:00.000Z',
  disseminatedAt: '2026-02-01T11:00:00.000Z',
  urgency: 'routine',
  force: 'MPS',
  categories: ['OTHER'],
  narrative: `An account of a plain matter under ${reference}.`,
  ...changed,
});
const about = (changed: object = {}) =>
  report('N-4711', {
    narrative: 'She took the heliotrope envelope from the vermilion drawer.',
    subjects: [{ name: 'Sgt J. Doe', station: 'Custody' }],
    ...changed,
  });

let organisation: Organisation;
let open: Workstation[];
let folder: string;

beforeEach(async () => {
  organisation = await startOrganisation();
  open = [];
  folder = mkdtempSync(join(tmpdir(), 'candour-readers-'));
});
afterEach(async () => {
  for (const workstation of open) {
    const { faults } = workstation;
    await workstation.close();
    expect(faults).toEqual([]);
  }
  await organisation.close();
  rmSync(folder, { recursive: true });
});

type Roles = Parameters<Organisation['person']>[1];
const assessor: Roles = [{ unit: 'MPS', role: 'assessor' }];
const supervisor: Roles = [{ unit: 'MPS', role: 'supervisor' }];

async function workstation(user: string, granted = true): Promise<Workstation> {
  const one = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  open.push(one);
  if (granted) await organisation.grant(one.identity);
  one.start();
  await one.settled();
  return one;
}

/** Jane Doe, of whom the report speaks, her colleague and their supervisor, each at a workstation. */
async function office() {
  const jane = await organisation.person('Jane Doe', assessor, v7(), 'MP 90210');
  const colleague = await organisation.person('Colin Marsh', assessor);
  const boss = await organisation.person('Sunita Vale', supervisor);
  const stations = {
    jane: await workstation(jane),
    colin: await workstation(colleague),
    sunita: await workstation(boss),
  };
  await ordinary('O-1', 'O-2', 'O-3');
  return { ...stations, ids: { jane, colleague, boss } };
}

async function ordinary(...references: string[]): Promise<void> {
  const { imported, failures } = await organisation.tryImport(references.map((reference) => report(reference)));
  expect(failures).toEqual([]);
  expect(imported).toMatchObject({ ok: true, summary: { imported: references.length } });
}

/** Imports reports; what the import prints is all that it returns. */
async function bring(...reports: object[]) {
  const { imported, failures } = await organisation.tryImport(reports, folder);
  expect(failures).toEqual([]);
  return imported;
}

/** Waits until the workstation has asked the hub and taken in whatever there is. */
async function round(...stations: Workstation[]): Promise<void> {
  for (const one of stations) {
    await one.stop();
    one.start();
    await one.settled();
  }
}

const caseOf = (one: Workstation, reference: string) =>
  one.rows<{ case_id: string }>('SELECT case_id FROM cases WHERE reference = ?', [reference])[0]?.case_id ?? null;

/** The whole answer to a signed call, but for the time of day and the id of the request. */
async function ask(one: Workstation, method: 'GET' | 'HEAD' | 'POST' | 'PUT', target: string, body?: object) {
  const { device, hubId, signing } = one.identity;
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = await signRequest(
    { method, url: `http://hub${target}`, body: text, hubId, now: Date.now() },
    device,
    privateKeyObject('ed25519', signing.privateKey),
  );
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const reply = await organisation.transport.send({ method, target, headers: { ...headers, ...type }, body: text });
  const { date: _, ...rest } = reply.headers;
  return { status: reply.status, headers: rest, body: reply.body.toString('utf8') };
}

/** Everything that the hub tells this device, without times and signatures of them. */
async function everythingToldTo(one: Workstation): Promise<string> {
  const query = (path: string, of: Record<string, string>) => `/v1/${path}?${new URLSearchParams(of)}`;
  const hello = await ask(one, 'POST', '/v1/hello', { protocol: { min: 1, max: 1 }, device: one.identity.device });
  const names = (JSON.parse(hello.body) as { compartments: { compartment: string }[] }).compartments;
  const answers: unknown[] = [hello];
  for (const { compartment } of names) {
    answers.push(await ask(one, 'GET', query('feed', { compartment, epoch: '1', seq: '0' })));
    answers.push(await ask(one, 'GET', query('cases', { compartment })));
  }
  answers.push(await ask(one, 'POST', '/v1/references', { references: ['N-4711', 'O-1'] }));
  return JSON.stringify(answers).replaceAll(/(serverTime|leaseUntil)\\":\\"[^"\\]+/g, '$1');
}

/** Every page of the vault's file in plain text, as SQLCipher 4 lays it out; free pages included. */
function decrypted(one: Workstation): Buffer {
  one.vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const file = readFileSync(one.file);
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length; at += 4096) {
    const page = file.subarray(at, at + 4096);
    const decipher = createDecipheriv('aes-256-cbc', one.key, page.subarray(4016, 4032)).setAutoPadding(false);
    pages.push(decipher.update(page.subarray(at === 0 ? 16 : 0, 4016)), decipher.final());
  }
  return Buffer.concat(pages);
}

async function found(one: Workstation, search: string): Promise<number> {
  const db = openReader(one.file, one.key);
  const opened = await new Lists(db).open(DeskQuery.parse({ view: 'all', filter: {}, search }));
  db.close();
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.total;
}

function change(one: Workstation, wanted: ReaderChange) {
  const keys = changeKeys(one.vault.db, wanted);
  if (!keys.ok) throw new Error(keys.error.code);
  return sealForChange(wanted, keys.value, null, randomBytes).then((sealed) => {
    const answer = changeReaders(one.vault, { change: wanted, sealed });
    one.engine().wake();
    return answer;
  });
}

describe('a person named in a report (51)', () => {
  test('is told nothing by the hub that it would not have told without the case, and holds no byte of it', async () => {
    const { jane, colin, sunita, ids } = await office();
    const drawing = randomBytes(3000);
    writeFileSync(join(folder, 'drawing.png'), drawing);
    await round(jane, colin, sunita);
    const before = await everythingToldTo(jane);
    const deskBefore = await new Counting(jane.vault.db).count('all');
    const printed = await bring(
      about({
        attachments: [
          {
            filename: 'drawing.png',
            mediaType: 'image/png',
            sha256: createHash('sha256').update(drawing).digest('hex'),
            path: 'drawing.png',
          },
        ],
      }),
    );
    await round(colin, sunita, jane);

    // Her colleagues read it, and see who else does.
    const caseId = caseOf(colin, 'N-4711')!;
    for (const reader of [colin, sunita]) {
      expect(caseOf(reader, 'N-4711')).toBe(caseId);
      runThrough(signScreening(reader.vault, [caseId], []));
      reader.engine().wake();
      await reader.settled();
      const read = readCase(reader.vault.db, caseId);
      expect(read).toMatchObject({ ok: true, value: { row: { readers: 2, sealed: false } } });
      expect(read.ok && read.value.file?.report?.narrative).toContain('heliotrope');
      expect(await found(reader, 'heliotrope')).toBe(1);
      expect(
        readReaders(reader.vault.db, caseId)
          ?.people.map(({ user }) => user)
          .sort(),
      ).toEqual([ids.colleague, ids.boss].sort());
      expect(people(reader.vault.db, 'MPS', [caseId]).map(({ user }) => user)).not.toContain(ids.jane);
    }

    // She is told the same as before it came, byte for byte.
    await round(jane);
    expect(await everythingToldTo(jane)).toBe(before);
    expect(await new Counting(jane.vault.db).count('all')).toEqual(deskBefore);
    expect((await screenRoles(jane.vault.db, 100, undefined)).cases.map(({ reference }) => reference)).not.toContain(
      'N-4711',
    );
    for (const word of canaries) expect(await found(jane, `"${word}"`)).toBe(0);
    expect(readCase(jane.vault.db, caseId)).toEqual(readCase(jane.vault.db, v7()));
    const bytes = decrypted(jane);
    expect(bytes.includes('O-1')).toBe(true);
    for (const secret of ['heliotrope', 'vermilion', 'N-4711', caseId, `readers:${caseId}`, 'drawing.png'])
      expect(bytes.includes(secret), secret).toBe(false);
    expect(decrypted(colin).includes('heliotrope')).toBe(true);
    // Nor does a number of the gateway's go missing where a report is that she does not see.
    await ordinary('O-4');
    await round(jane);
    const numbers = jane.rows<{ seq: number }>(
      `SELECT header ->> '$.deviceSeq' AS seq FROM events WHERE type = 'report_received' ORDER BY 1`,
    );
    expect(numbers.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    // And what the import prints is what it prints of any report.
    expect(printed).toEqual(await bring(report('O-9')));
  });

  test('gets one answer for a case that is somebody else’s and for one that does not exist, attachments included', async () => {
    const { jane, colin } = await office();
    const drawing = randomBytes(5000);
    writeFileSync(join(folder, 'drawing.png'), drawing);
    const sha256 = createHash('sha256').update(drawing).digest('hex');
    await bring(
      about({ attachments: [{ filename: 'drawing.png', mediaType: 'image/png', sha256, path: 'drawing.png' }] }),
    );
    await round(colin, jane);
    const caseId = caseOf(colin, 'N-4711')!;
    runThrough(signScreening(colin.vault, [caseId], []));
    const file = readCase(colin.vault.db, caseId);
    const chunk = (file.ok && file.value.file?.report?.attachments[0]?.chunks[0]) || '';
    expect(chunk).toMatch(/^[0-9a-f]{64}$/);
    const nowhere = v7();
    const noChunk = createHash('sha256').update('nothing').digest('hex');
    const blob = (compartment: string, hash: string) =>
      `/v1/compartments/${encodeURIComponent(compartment)}/blobs/${hash}`;
    const feed = (compartment: string) => `/v1/feed?${new URLSearchParams({ compartment, epoch: '1', seq: '0' })}`;
    const cases = (compartment: string) => `/v1/cases?${new URLSearchParams({ compartment })}`;
    expect((await ask(colin, 'GET', blob(`readers:${caseId}`, chunk))).status).toBe(200);
    for (const path of [feed, cases])
      expect(await ask(jane, 'GET', path(`readers:${caseId}`))).toEqual(
        await ask(jane, 'GET', path(`readers:${nowhere}`)),
      );
    for (const method of ['GET', 'HEAD'] as const) {
      const there = await ask(jane, method, blob(`readers:${caseId}`, chunk));
      expect(there).toEqual(await ask(jane, method, blob(`readers:${nowhere}`, noChunk)));
      expect(there).toEqual(await ask(jane, method, blob(`readers:${caseId}`, noChunk)));
      // By its hash it is not found under a desk of hers either.
      const atDesk = await ask(jane, method, blob('desk:MPS', chunk));
      expect(atDesk.status).toBe(404);
      expect(atDesk).toEqual(await ask(jane, method, blob('desk:MPS', noChunk)));
    }
    const upload = (id: string) => `/v1/compartments/${encodeURIComponent(`readers:${id}`)}/uploads/${chunk}/0`;
    expect(await ask(jane, 'PUT', upload(caseId), {})).toEqual(await ask(jane, 'PUT', upload(nowhere), {}));

    // What she signs about it is refused as about a case that there never was.
    const sign = async (about: string) => {
      const { privateKey } = jane.identity.signing;
      const { makeEnvelope } = await import('../../shared/protocol/envelope.ts');
      const lastSeq = (
        JSON.parse(
          (await ask(jane, 'POST', '/v1/hello', { protocol: { min: 1, max: 1 }, device: jane.identity.device })).body,
        ) as { lastDeviceSeq: number }
      ).lastDeviceSeq;
      const at = new Date().toISOString();
      const { user, device } = jane.identity;
      const bare = {
        id: v7(),
        caseId: about,
        type: 'screened',
        v: 1,
        actor: user,
        device,
        deviceSeq: lastSeq + 1,
        at,
        facets: { result: 'none' },
      };
      const made = makeEnvelope(bare, {}, randomBytes(32), privateKeyObject('ed25519', privateKey));
      const events = [
        { header: made.header, signature: made.signature, sealed: Buffer.from(made.sealed!).toString('base64') },
      ];
      const answer = await ask(jane, 'POST', '/v1/events', { hubEpoch: 1, events });
      return answer.body.replace(bare.id, '').replace(/"lastDeviceSeq":\d+/, '');
    };
    await jane.stop();
    expect(await sign(caseId)).toBe(await sign(nowhere));
  });

  test('stays out when a supervisor lets readers in, and is no recipient of a referral out of the case', async () => {
    const { colin, sunita, ids } = await office();
    const rhian = await organisation.person('Rhian Calloway', [{ unit: 'MPS-INV', role: 'investigator' }]);
    const other = await organisation.person('Ola Nkemelu', [{ unit: 'MPS-INV', role: 'investigator' }]);
    await workstation(rhian);
    await workstation(other);
    await bring(about({ narrative: 'Doe and Rhian Calloway shared the heliotrope money.' }));
    await round(colin, sunita);
    const caseId = caseOf(sunita, 'N-4711')!;
    runThrough(signScreening(sunita.vault, [caseId], []));
    expect(await change(sunita, { caseId, user: ids.jane, to: 'in' })).toMatchObject({
      ok: false,
      error: { code: 'not_permitted', detail: { reason: 'cannot_receive' } },
    });
    expect(readReaders(sunita.vault.db, caseId)?.others.map(({ user }) => user)).toEqual([]);
    // A colleague who is no supervisor lets nobody in or out.
    expect(await change(colin, { caseId, user: ids.boss, to: 'out' })).toMatchObject({
      ok: false,
      error: { detail: { reason: 'role_missing' } },
    });
    expect(recipientsOf(sunita.vault.db, 'MPS-INV', caseId).map(({ user }) => user)).toEqual([other]);
  });
});

describe('the readers of a case that was set apart', () => {
  test('get it on a workstation enrolled later by a colleague’s vault, and not before the keyring has granted it', async () => {
    const { colin, sunita, ids } = await office();
    await bring(about());
    await round(colin, sunita);
    const caseId = caseOf(colin, 'N-4711')!;
    const second = await workstation(ids.boss, false);
    await round(colin, second);
    expect(readCase(second.vault.db, caseId)).toMatchObject({ ok: true, value: { row: { sealed: true } } });
    expect(lateKeys(colin.vault.db)).toEqual([]);
    await organisation.grant(second.identity);
    await round(colin, second);
    expect(lateKeys(colin.vault.db).map(({ user }) => user)).toEqual([ids.boss]);
    passKeys(colin.vault, await sealLateKeys(lateKeys(colin.vault.db)));
    expect(lateKeys(colin.vault.db)).toEqual([]);
    await round(colin, second);
    expect(readCase(second.vault.db, caseId)).toMatchObject({ ok: true, value: { row: { sealed: false } } });
    expect(await found(second, 'heliotrope')).toBe(1);
    expect(second.count('events WHERE sealed_to_us = 1')).toBe(0);
  });

  test('are looked at whenever keys were given to somebody: whoever gave them may not have heard of a workstation yet', async () => {
    const { colin } = await office();
    await round(colin);
    const { changes } = colin.vault;
    const heard = async (reportOf: object) => {
      changes.keys = changes.directory = false;
      await bring(reportOf);
      await round(colin);
      return { keys: changes.keys, directory: changes.directory };
    };
    expect(await heard(report('N-1'))).toEqual({ keys: false, directory: false });
    expect(await heard(about())).toEqual({ keys: true, directory: false });
  });

  test('seal what comes after with another key as soon as a workstation of theirs is withdrawn', async () => {
    const { colin, sunita, ids } = await office();
    await bring(about());
    await round(colin, sunita);
    const caseId = caseOf(colin, 'N-4711')!;
    expect(staleKeys(sunita.vault.db)).toEqual([]);
    const [before] = Object.values(await sunita.store.caseKeys([caseId]));
    await withdrawDevice(organisation.hub, colin.identity.device);
    await round(sunita);
    const stale = staleKeys(sunita.vault.db);
    expect(stale.map((one) => one.caseId)).toEqual([caseId]);
    renewKeys(sunita.vault, await sealNewKeys(stale, null, randomBytes));
    expect(staleKeys(sunita.vault.db)).toEqual([]);
    await round(sunita);
    const keys = Object.values(await sunita.store.caseKeys([caseId]))[0]!.split(' ');
    expect(keys).toHaveLength(2);
    expect(keys[0]).not.toBe(before);
    expect(keys[1]).toBe(before);
    // The person is a reader still: at another workstation they read everything, by the keys that are passed on.
    const another = await workstation(ids.colleague);
    await round(sunita);
    passKeys(sunita.vault, await sealLateKeys(lateKeys(sunita.vault.db)));
    await round(sunita, another);
    expect(await found(another, 'heliotrope')).toBe(1);
    expect(Object.values(await another.store.caseKeys([caseId]))[0]!.split(' ')).toEqual(keys);
    // A key for a workstation of nobody who reads here is refused by the hub.
    const jane = open.find(({ identity }) => identity.user === ids.jane)!;
    const forJane = [
      { caseId, devices: [{ device: jane.identity.device, sealingKey: jane.identity.sealing.publicKey }] },
    ];
    renewKeys(sunita.vault, await sealNewKeys(forJane, null, randomBytes));
    await round(sunita);
    expect(sunita.count(`events WHERE type = 'reader_key_renewed' AND status = 'refused'`)).toBe(1);
  });

  test('lose every byte of it when a supervisor lets them out; what comes after has a key that they never held', async () => {
    const { colin, sunita, ids } = await office();
    await bring(about());
    await round(colin, sunita);
    const caseId = caseOf(colin, 'N-4711')!;
    const [before] = Object.values(await colin.store.caseKeys([caseId]));
    expect(await change(sunita, { caseId, user: ids.colleague, to: 'out' })).toMatchObject({ ok: true });
    await round(sunita, colin);
    expect(readCase(colin.vault.db, caseId)).toMatchObject({ ok: false, error: { code: 'case_unknown' } });
    const bytes = decrypted(colin);
    for (const secret of ['heliotrope', 'vermilion', 'N-4711', caseId])
      expect(bytes.includes(secret), secret).toBe(false);
    const [after] = Object.values(await sunita.store.caseKeys([caseId]));
    expect(after!.split(' ')).toHaveLength(2);
    expect(after!.split(' ')[0]).not.toBe(before);
    expect(after!.split(' ')[1]).toBe(before);
    // Let in again, they read what was written before and meanwhile.
    runThrough(signScreening(sunita.vault, [caseId], []));
    sunita.sign(
      caseId,
      'assessed',
      { stage: 'risk', round: 1, danger: 'no' },
      { note: 'A word from the time between.' },
    );
    await round(sunita);
    expect(await change(sunita, { caseId, user: ids.colleague, to: 'in' })).toMatchObject({ ok: true });
    await round(sunita, colin);
    runThrough(signScreening(colin.vault, [caseId], []));
    const read = readCase(colin.vault.db, caseId);
    expect(read.ok && read.value.file?.assessments[0]?.note).toBe('A word from the time between.');
    expect(read.ok && read.value.file?.report?.narrative).toContain('heliotrope');
    expect(colin.count('events WHERE sealed_to_us = 1')).toBe(0);
  });

  test('are those of the first report for its follow-ups, too, in whichever order and import they come', async () => {
    const { jane, colin } = await office();
    const followUp = (reference: string) =>
      report(reference, { parentReference: 'N-4711', channel: 'follow_up', narrative: 'The drawer was opened again.' });
    await bring(followUp('F-1'), about());
    await bring(followUp('F-2'));
    // A follow-up that names her, of a first report in the desk, is set apart by itself.
    await bring(
      report('F-3', { parentReference: 'O-1', channel: 'follow_up', narrative: 'It was PS Doe of custody.' }),
    );
    await round(colin, jane);
    for (const reference of ['N-4711', 'F-1', 'F-2', 'F-3']) {
      expect(colin.rows('SELECT compartment FROM cases WHERE reference = ?', [reference])[0]?.compartment).toMatch(
        /^readers:/,
      );
      expect(caseOf(jane, reference)).toBeNull();
    }
    const joined = readCase(colin.vault.db, caseOf(colin, 'O-1')!);
    expect(joined.ok && joined.value.related.map(({ reference }) => reference)).toEqual(['F-3']);
    const hers = readCase(jane.vault.db, caseOf(jane, 'O-1')!);
    expect(hers.ok && hers.value.related).toEqual([]);
  });
});

describe('the import', () => {
  test('sets a report apart by a collar number, and by an interest that only the gateway can read', async () => {
    const { jane, colin, ids } = await office();
    await bring(report('C-1', { narrative: 'The officer wore mp90210 on the shoulder.' }));
    const { interests: _, ...own } = ownInterests(colin.vault.db);
    const interests = { names: ['Peregrine Quillfeather'], stations: ['Saltmarsh Lane'] };
    const sealed = await sealInterests(ids.colleague, interests, own.gateways);
    expect(declareInterests(colin.vault, { interests, sealed: sealed! })).toMatchObject({ ok: true });
    await round(colin, jane);
    await bring(
      report('I-1', { subjects: [{ name: 'PC P. Quillfeather' }] }),
      report('I-2', { subjects: [{ rank: 'inspector', station: 'Saltmarsh Lane' }] }),
    );
    await round(colin, jane);
    expect([caseOf(jane, 'C-1'), caseOf(colin, 'I-1'), caseOf(colin, 'I-2')]).toEqual([null, null, null]);
    expect(caseOf(colin, 'C-1')).not.toBeNull();
    const apart = readReaders(jane.vault.db, caseOf(jane, 'I-1')!);
    expect(apart?.why).toBe('interest');
    expect(apart?.people.map(({ user }) => user).sort()).toEqual([ids.jane, ids.boss].sort());
    // The register tells its reader's colleagues neither what stands in it nor whether anything does.
    const empty = await sealInterests(ids.jane, { names: [], stations: [] }, own.gateways);
    expect(empty!.content.length).toBe(sealed!.content.length);
    expect(decrypted(jane).includes('Quillfeather')).toBe(true);
    expect(jane.count(`meta WHERE value LIKE '%Quillfeather%'`)).toBe(0);
  });

  test('goes to a supervisor elsewhere when nobody is left, and is an error of its line while nobody could open it', async () => {
    const jane = await organisation.person('Jane Doe', assessor);
    const station = await workstation(jane);
    await ordinary('O-1');
    const { imported, failures } = await organisation.tryImport([about(), report('O-2')]);
    expect(imported).toMatchObject({ ok: true, summary: { imported: 1, failed: 1 } });
    expect(failures).toEqual(['1: The desk MPS has no workstation yet that could open the report.']);
    const elsewhere = await workstation(await organisation.person('Piers Holt', [{ unit: 'GMP', role: 'supervisor' }]));
    expect(await bring(about(), report('O-2'))).toMatchObject({ summary: { imported: 1, repeated: 1, failed: 0 } });
    await round(station, elsewhere);
    expect(caseOf(station, 'N-4711')).toBeNull();
    expect(await found(elsewhere, 'heliotrope')).toBe(1);
    expect(elsewhere.count('cases')).toBe(1);
    // They may work on it, although their desk is another.
    const caseId = caseOf(elsewhere, 'N-4711')!;
    runThrough(signScreening(elsewhere.vault, [caseId], []));
    elsewhere.sign(
      caseId,
      'decided',
      { outcomes: ['record'], route: 'here' },
      { rationale: 'Noted.', optionsRejected: [] },
    );
    await until(() => elsewhere.count(`events WHERE status IN ('waiting', 'answered')`) === 0);
    expect(elsewhere.count(`events WHERE status = 'refused'`)).toBe(0);
  });
});
