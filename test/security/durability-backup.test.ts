import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BACKUP, backupKey, slotsBeside } from '../../electron/vault/backup/write-backup.ts';
import { inspect } from '../../electron/vault/integrity/inspect.ts';
import { isQuarantined } from '../../electron/vault/integrity/quarantine.ts';
import { fileKey, openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openReader, openWriter, VaultUnopenable } from '../../electron/vault/store/connection.ts';
import { errorWords } from '../../renderer/words/errors.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { temporaryFolder } from '../integration/vault/support/vault.ts';
import { PASSPHRASE, TestWorkstation } from '../integration/vault/support/workstation.ts';
import { flipBit } from './support/vault-threads.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function working() {
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  await station.receiveDirectory();
  const reports = Array.from({ length: 5 }, () => reportEvent(org, { narrative: 'a telltale heliotrope' }));
  const [first] = await station.receive(...reports);
  const { caseId } = first!.header;
  await station.page.value('screen.sign', { none: [caseId], declared: [] });
  await station.page.value('draft.save', { caseId, part: 'note new', content: { text: 'half a thought' } });
  return { station, caseId };
}

/** The data key by the key slots that lie beside a backup, as on a workstation that has only those. */
async function dataKeyOf(slots: string, secret: Uint8Array<ArrayBuffer>): Promise<Buffer> {
  const profile = temporaryFolder();
  copyFileSync(slots, join(profile, 'key-slots.json'));
  const deviceSecret = { mode: 'keystore', backend: 'test', secret } as const;
  const opened = await openVaultKeys({ profile, passphrase: PASSPHRASE, deviceSecret, now: Date.now() });
  if (!opened.ok) throw new Error(opened.code);
  return opened.dataKey;
}

describe('a look through the vault', () => {
  test('that a person starts says that it is whole, or what is damaged; then it is set aside', async () => {
    const { station } = await working();
    expect(await station.page.value('vault.check', {})).toEqual({ ok: true, findings: [] });
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    await station.vault.end();
    const file = join(station.profile, 'vault.db');
    const last = statSync(file).size / 4096 - 1;
    await station.start();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    flipBit(file, last * 4096 + 77);
    const { ok, findings } = await station.page.value('vault.check', {});
    expect(ok).toBe(false);
    expect(findings).toContainEqual({ code: 'pages', count: 1 });
    expect(isQuarantined(file)).toBe(true);
  });
});

describe('a backup', () => {
  test('is the whole vault under a key of its own, opens by passphrase from its own key slots, and shows no word', async () => {
    const { station, caseId } = await working();
    const folder = temporaryFolder();
    const made = await station.page.value('vault.backup', { folder });
    expect(made).toMatchObject({ cases: 5, waiting: 1 });
    const backup = join(folder, made.name);
    expect(readdirSync(folder).sort()).toEqual([made.name, `${made.name}.key-slots.json`].sort());
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(backup).includes('heliotrope')).toBe(false);
    expect(readFileSync(backup).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');

    const dataKey = await dataKeyOf(slotsBeside(backup), new Uint8Array(station.secret));
    const key = backupKey(fileKey(dataKey, BACKUP), made.name);
    const db = openReader(backup, key);
    expect(await inspect(db)).toEqual({ ok: true, findings: [] });
    expect(db.column('SELECT content FROM drafts WHERE case_id = ?', [caseId])).toEqual(['{"text":"half a thought"}']);
    expect(db.column(`SELECT count(*) FROM search WHERE search MATCH 'heliotrope'`)).toEqual([5]);
    const versions = db.column('PRAGMA user_version');
    db.close();
    const own = openWriter(join(station.profile, 'vault.db'), fileKey(dataKey, 'vault.db'));
    expect(own.column('PRAGMA user_version')).toEqual(versions);
    own.close();

    // Neither the vault's own key opens it, nor another backup's.
    for (const other of [
      fileKey(dataKey, 'vault.db'),
      backupKey(fileKey(dataKey, BACKUP), 'candour-other.db'),
      dataKey,
    ])
      expect(() => openReader(backup, other)).toThrow(VaultUnopenable);
  });

  test('goes into no folder of the vault itself, by whatever way it is named, and into nothing that is no folder', async () => {
    const { station } = await working();
    const inside = join(station.profile, 'backups');
    mkdirSync(inside);
    const link = join(temporaryFolder(), 'link');
    symlinkSync(inside, link);
    const before = readdirSync(station.profile).sort();
    for (const folder of [station.profile, inside, link, `${inside}/../backups`])
      expect(await station.page.call('vault.backup', { folder })).toMatchObject({
        error: { code: 'backup_folder', detail: { reason: 'inside_vault' } },
      });
    for (const folder of ['relative', join(station.profile, 'vault.db'), '/nowhere/at/all'])
      expect(await station.page.call('vault.backup', { folder })).toMatchObject({
        error: { code: 'backup_folder', detail: { reason: 'not_a_folder' } },
      });
    expect([readdirSync(station.profile).sort(), readdirSync(inside)]).toEqual([before, []]);
    expect(errorWords({ code: 'backup_folder', message: '' }).next).toContain('another folder');
  });

  test('of a damaged vault gets no name of a backup', async () => {
    const { station } = await working();
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    await station.vault.end();
    const file = join(station.profile, 'vault.db');
    flipBit(file, (statSync(file).size / 4096 - 2) * 4096 + 77);
    await station.start();
    await station.page.call('session.unlock', { passphrase: PASSPHRASE });
    const folder = temporaryFolder();
    const answer = await station.page.call('vault.backup', { folder });
    expect(answer).toMatchObject({ ok: false, error: { code: 'vault_damaged' } });
    expect(readdirSync(folder)).toEqual([]);
  });
});
