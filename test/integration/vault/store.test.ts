import { createDecipheriv, createHash } from 'node:crypto';
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from '@signalapp/sqlcipher';
import { beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../../shared/domain/compartment.ts';
import { FOLD_VERSION } from '../../../electron/vault/cases/case-row.ts';
import { beginSession } from '../../../electron/vault/session/begin.ts';
import { KEPT_FOR_RESTORES_MS } from '../../../electron/vault/store/own-events.ts';
import { saveDraft } from '../../../electron/vault/cases/drafts.ts';
import { openReader, openWriter, VaultUnopenable } from '../../../electron/vault/store/connection.ts';
import { migrate } from '../../../electron/vault/store/migrate.ts';
import { migrations } from '../../../electron/vault/store/migrations/index.ts';
import { acceptedFacts, foldAccepted } from '../../../electron/vault/store/facts.ts';
import { refoldStale } from '../../../electron/vault/store/refold.ts';
import { runThrough } from '../../../electron/vault/store/sync-store.ts';
import { syncCounts } from '../../../electron/vault/session/sync-counts.ts';
import { readMeta, writeMeta } from '../../../electron/vault/store/meta.ts';
import { HubLog, organisation, reportEvent, signedBy, type Organisation } from '../support/report-events.ts';
import { temporaryFolder, TestVault } from './support/vault.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

describe('the database file', () => {
  test('is encrypted, opens with its key only, and a reader cannot write', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(reportEvent(org, { narrative: 'a telltale heliotrope' }));
    expect(readFileSync(vault.file).includes('heliotrope')).toBe(false);
    expect(readFileSync(`${vault.file}-wal`).includes('heliotrope')).toBe(false);
    expect(() => openWriter(vault.file, Buffer.alloc(32))).toThrow(VaultUnopenable);
    const reader = openReader(vault.file, vault.key);
    expect(reader.column('SELECT count(*) FROM cases')).toEqual([1]);
    expect(() => reader.all('DELETE FROM cases')).toThrow(/readonly/);
    reader.close();
  });

  test('each migration goes from the one before it with data in it, and the newest schema is the sum of all', () => {
    const file = join(temporaryFolder(), 'vault.db');
    const db = new Database(file);
    for (let step = 1; step <= migrations.length; step++) {
      expect(migrate(db, () => undefined, migrations.slice(0, step))).toBe('ready');
      if (step === 1)
        db.exec(`INSERT INTO events (id, case_id, compartment, type, seq, status, header)
          VALUES ('e', 'c', 'desk:MPS', 'report_received', 1, 'accepted', '{}')`);
      expect(db.pragma('user_version', { simple: true })).toBe(step);
    }
    expect(db.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 1 });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
  });

  test('a migration that fails leaves the database at the version before', () => {
    const db = new Database(':memory:');
    expect(() => migrate(db, () => undefined, [migrations[0]!, 'CREATE TABLE half (x); nonsense'])).toThrow();
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'`).get()).toEqual({ n: 0 });
    db.close();
  });

  test('a database from a newer version is refused untouched', async () => {
    const vault = await new TestVault(org).withDirectory();
    vault.db.exec('PRAGMA user_version = 99');
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    vault.db.close();
    const copy = join(temporaryFolder(), 'vault.db');
    copyFileSync(vault.file, copy);
    const before = createHash('sha256').update(readFileSync(copy)).digest('hex');
    let code = '';
    try {
      openWriter(copy, vault.key);
    } catch (error) {
      if (error instanceof VaultUnopenable) code = error.code;
    }
    expect(code).toBe('vault_newer');
    expect(createHash('sha256').update(readFileSync(copy)).digest('hex')).toBe(before);
  });
});

describe('intake', () => {
  test('a page that was interrupted and comes again is taken in once', async () => {
    const vault = await new TestVault(org).withDirectory();
    const log = new HubLog(deskOf('MPS'));
    for (let n = 0; n < 300; n++) log.add(reportEvent(org, { narrative: `Page ${n}.` }));
    const page = log.page();
    // Half a page, then a crash before the cursor moved.
    await vault.sync.intake({ ...page, events: page.events.slice(0, 170) });
    vault.db.run('DELETE FROM compartments WHERE compartment = ?', [page.compartment]);
    vault.reopen();
    await vault.sync.intake(page);
    await vault.sync.intake(page);
    expect((await vault.open({})).total).toBe(300);
    expect((await vault.open({ search: 'page' })).total).toBe(300);
    expect((await vault.sync.cursors()).find((c) => c.compartment === page.compartment)?.tree).toEqual(page.tree);
  });

  test('histories shown early are confirmed by the feed, and facts are the same as folded from the log alone', async () => {
    const early = await new TestVault(org).withDirectory();
    const plain = await new TestVault(org).withDirectory();
    const log = new HubLog(deskOf('MPS'));
    const reports = Array.from({ length: 5 }, () => reportEvent(org));
    for (const report of reports) log.add(report);
    for (const report of reports) {
      const { caseId } = report.header;
      log.add(signedBy(org.colleague, caseId, report.caseKey!, 'screened', { result: 'none' }, {}));
      log.add(signedBy(org.colleague, caseId, report.caseKey!, 'allocated', { to: org.assessor.user }, {}));
    }
    const of = (caseId: string) => log.events.filter(({ header }) => header.caseId === caseId);
    for (const report of reports.toReversed())
      await early.sync.intakeProvisional(deskOf('MPS'), of(report.header.caseId));
    expect((await early.open({ view: 'mine' })).total).toBe(5);
    const page = log.page();
    await early.sync.intake({ ...page, events: page.events.slice(0, 7) });
    await early.sync.intake({ ...page, events: page.events.slice(7) });
    await plain.sync.intake(page);
    for (const report of reports) {
      const { caseId } = report.header;
      expect(acceptedFacts(early.db, caseId)).toEqual(acceptedFacts(plain.db, caseId));
      expect(acceptedFacts(early.db, caseId)?.facts).toEqual(foldAccepted(early.db, caseId));
      expect(early.read(caseId).row).toEqual(plain.read(caseId).row);
    }
    expect(early.db.column('SELECT count(*) FROM events WHERE provisional = 1')).toEqual([0]);
  });

  test('facts follow the order of the log, also when its events come in another order or move in a restored hub', async () => {
    const vault = await new TestVault(org).withDirectory();
    const report = reportEvent(org);
    const { caseId } = report.header;
    const risk = (danger: string) =>
      signedBy(org.colleague, caseId, report.caseKey!, 'assessed', { stage: 'risk', round: 1, danger }, {});
    const [no, yes] = [risk('no'), risk('yes')];
    const log = new HubLog(deskOf('MPS'));
    for (const event of [report, no, yes]) log.add(event);
    await vault.sync.intakeProvisional(deskOf('MPS'), [log.events[0]!, log.events[2]!]);
    await vault.sync.intake(log.page());
    expect(vault.read(caseId).row.danger).toBe('yes');

    const restored = new HubLog(deskOf('MPS'), 2);
    for (const event of [report, yes, no]) restored.add(event);
    await vault.sync.startEpoch(2, 0);
    await vault.sync.intake(restored.page());
    expect(vault.read(caseId).row.danger).toBe('no');
    expect(acceptedFacts(vault.db, caseId)?.facts).toEqual(foldAccepted(vault.db, caseId));
  });

  test('contents whose key comes later are opened then, and found by a search', async () => {
    const vault = await new TestVault(org).withDirectory();
    const whole = reportEvent(org, { narrative: 'opened at last' });
    await vault.receive({ ...whole, payload: null, sealedToUs: true, caseKey: null });
    expect((await vault.open({ search: 'last' })).total).toBe(0);
    expect((await vault.open({})).total).toBe(1);
    const [stored] = await vault.sync.unopened(10);
    expect(Buffer.from(stored!.sealed)).toEqual(Buffer.from(whole.sealed!));
    expect(await vault.sync.unopened(10, stored!.header.id)).toEqual([]);
    const { id, caseId } = whole.header;
    await vault.sync.opened([{ id, caseId, payload: whole.payload, caseKey: whole.caseKey }]);
    expect((await vault.open({ search: 'last' })).total).toBe(1);
    expect(await vault.sync.unopened(10)).toEqual([]);
    expect(vault.screen([caseId])).toBe(1);
  });

  test('a case is verified once all its signatures are, and never with a bad one', async () => {
    const vault = await new TestVault(org).withDirectory();
    const [good, bad] = await vault.receive(reportEvent(org), reportEvent(org));
    expect((await vault.sync.unverified(10)).map(({ header }) => header.id)).toEqual([good!.header.id, bad!.header.id]);
    await vault.sync.verified([
      { id: good!.header.id, good: true },
      { id: bad!.header.id, good: false },
    ]);
    expect(vault.read(good!.header.caseId).row.verified).toBe(true);
    expect(vault.read(bad!.header.caseId).row.verified).toBe(false);
    expect(await vault.sync.unverified(10)).toEqual([]);
  });

  test('an event type that is not known here is kept, and its case takes no decision', async () => {
    const vault = await new TestVault(org).withDirectory();
    const report = reportEvent(org);
    const { caseId } = report.header;
    await vault.receive(report, signedBy(org.colleague, caseId, report.caseKey!, 'from_the_future', {}, { a: 1 }));
    vault.screen([caseId]);
    expect(vault.read(caseId).row.needsUpdate).toBe(true);
    expect(vault.read(caseId).file?.timeline.map((entry) => entry.known)).toEqual([true, false, true]);
    const decided = vault.sign({
      caseId,
      type: 'decided',
      facets: { outcomes: ['record'], route: 'here' },
      payload: { rationale: 'x', optionsRejected: [] },
    });
    expect(decided).toMatchObject({ ok: false, error: { detail: { reason: 'case_needs_update' } } });
  });

  test('rows of an older fold are folded again in the background', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(reportEvent(org), reportEvent(org));
    vault.db.exec(`UPDATE cases SET fold_version = 0, roles = 'old', next_act = 7`);
    writeMeta(vault.db, 'fold_version', 0);
    runThrough(refoldStale(vault.writing));
    expect(vault.db.column('SELECT DISTINCT roles || next_act || fold_version FROM cases')).toEqual([
      `1${FOLD_VERSION}`,
    ]);
    expect(readMeta(vault.db, 'fold_version')).toBe(FOLD_VERSION);
  });

  test('how far the folding again has come is told from before its first case until after its last', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(...Array.from({ length: 40 }, () => reportEvent(org)));
    const reader = openReader(vault.file, vault.key);
    const told = () => syncCounts(reader).refolding;
    runThrough(refoldStale(vault.writing));
    expect(told()).toBeNull();
    vault.db.exec('UPDATE cases SET fold_version = 0');
    writeMeta(vault.db, 'fold_version', 0);
    const seen = [];
    for (const step of refoldStale(vault.writing)) {
      void step;
      seen.push({ ...told()!, really: reader.column('SELECT count(*) FROM cases WHERE fold_version <> 0')[0] });
      // Whoever looks at the screen is told of every step.
      expect(vault.writing.changes.desk).toBe(true);
      vault.writing.changes.desk = false;
    }
    expect(seen[0]).toEqual({ done: 0, total: 40, really: 0 });
    for (const { done, total, really } of seen) expect([done, total]).toEqual([really, 40]);
    expect(vault.writing.changes.desk).toBe(true);
    expect(told()).toBeNull();
    reader.close();
  });

  test('folding again that was broken off is told of until it has come to its end', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(reportEvent(org), reportEvent(org));
    vault.db.exec('UPDATE cases SET fold_version = 0');
    writeMeta(vault.db, 'fold_version', 0);
    refoldStale(vault.writing).next();
    vault.reopen();
    expect(syncCounts(vault.db).refolding).toEqual({ done: 0, total: 2 });
    runThrough(refoldStale(vault.writing));
    expect(syncCounts(vault.db).refolding).toBeNull();
  });
});

/**
 * Every page of the file as SQLCipher 4 lays it out, free ones included: 4,096 bytes, of which the last 80 are the
 * nonce of AES-256-CBC and an HMAC; the first page begins with 16 bytes of salt.
 */
function decryptedPages(file: Buffer, key: Uint8Array): Buffer {
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length; at += 4096) {
    const page = file.subarray(at, at + 4096);
    const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(4016, 4032)).setAutoPadding(false);
    pages.push(decipher.update(page.subarray(at === 0 ? 16 : 0, 4016)), decipher.final());
  }
  return Buffer.concat(pages);
}

describe('a withdrawn compartment', () => {
  test('leaves no word in any page of the file, while other compartments and the queue stay whole', async () => {
    const vault = await new TestVault(org).withDirectory();
    const report = reportEvent(org, { narrative: 'a telltale heliotrope', subjects: [{ name: 'Quentin Xylander' }] });
    const { caseId } = report.header;
    await vault.receive(report);
    vault.screen([caseId]);
    saveDraft(vault.writing, caseId, 'note new', { text: 'about the heliotrope' });
    const other = new HubLog(deskOf('KENT'));
    other.add(reportEvent(org, { narrative: 'an innocent marigold' }, { unit: 'KENT' }));
    await vault.sync.intake(other.page());
    const waiting = await vault.outbox();
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(decryptedPages(readFileSync(vault.file), vault.key).includes('heliotrope')).toBe(true);
    await vault.sync.purge(deskOf('MPS'));

    expect((await vault.open({})).total).toBe(1);
    expect((await vault.open({ search: 'marigold' })).total).toBe(1);
    expect((await vault.open({ search: 'heliotrope' })).total).toBe(0);
    expect(await vault.outbox()).toEqual(waiting);
    expect(await vault.sync.caseKeys([caseId])).toEqual({});
    expect(statSync(`${vault.file}-wal`).size).toBe(0);

    // What stays for a restored hub alone stays as long as the hub's backups, and of what still waits everything.
    const own = () =>
      vault.writing.db.column<number>('SELECT sealed IS NOT NULL FROM events WHERE case_id = ?', [caseId]);
    expect(own()).toEqual([1]);
    vault.writing.db.run(`UPDATE events SET status = 'answered' WHERE case_id = ?`, [caseId]);
    const [at] = vault.writing.db.column<string>(`SELECT header ->> '$.at' FROM events WHERE case_id = ?`, [caseId]);
    const signed = Date.parse(at!);
    vault.now = signed + KEPT_FOR_RESTORES_MS - 3_600_000;
    beginSession(vault.writing);
    expect(own()).toEqual([1]);
    vault.now = signed + KEPT_FOR_RESTORES_MS + 3_600_000;
    vault.writing.db.run(`UPDATE events SET status = 'waiting' WHERE case_id = ?`, [caseId]);
    beginSession(vault.writing);
    expect(own()).toEqual([1]);
    vault.writing.db.run(`UPDATE events SET status = 'answered' WHERE case_id = ?`, [caseId]);
    beginSession(vault.writing);
    expect(own()).toEqual([0]);

    const bytes = decryptedPages(readFileSync(vault.file), vault.key);
    expect(bytes.includes('marigold')).toBe(true);
    for (const word of ['heliotrope', 'telltale', 'Quentin', 'quentin', 'xylander', 'Xylander'])
      expect(bytes.includes(word)).toBe(false);
  });
});
