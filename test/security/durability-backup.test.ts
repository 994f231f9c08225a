import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeBackupKey, openBackupKey, slotsBeside } from '../../electron/vault/backup/backup-keys.ts';
import { inspect } from '../../electron/vault/integrity/inspect.ts';
import { isQuarantined } from '../../electron/vault/integrity/quarantine.ts';
import { readKeySlots } from '../../electron/vault/keys/key-slots.ts';
import { fileKey, openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openReader, openWriter, VaultUnopenable } from '../../electron/vault/store/connection.ts';
import { recoverBackup } from '../../electron/vault/recovery/recover-backup.ts';
import { errorWords } from '../../renderer/words/errors.ts';
import { defaultPolicy } from '../../shared/bridge/policy.ts';
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

/** The vault's own data key. */
async function dataKeyOf({ profile, secret }: TestWorkstation): Promise<Buffer> {
  const deviceSecret = { mode: 'keystore', backend: 'test', secret: new Uint8Array(secret) } as const;
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
    expect(findings).toContainEqual({ code: 'pages', count: 1, pages: [last + 1] });
    expect(isQuarantined(file)).toBe(true);
  });
});

describe('a backup', () => {
  test('is the whole vault under a key of its own, opens by passphrase from its own key slots, and shows no word', async () => {
    const { station, caseId } = await working();
    const folder = temporaryFolder();
    const made = await station.page.value('vault.backup', { folder, passphrase: PASSPHRASE });
    expect(made).toMatchObject({ cases: 5, waiting: 1 });
    const backup = join(folder, made.name);
    expect(readdirSync(folder).sort()).toEqual([made.name, `${made.name}.key-slots.json`].sort());
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(backup).includes('heliotrope')).toBe(false);
    expect(readFileSync(backup).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');

    // Anywhere, also under another name: neither this workstation's keystore nor the vault's key slots are needed.
    const elsewhere = join(temporaryFolder(), 'renamed.db');
    copyFileSync(backup, elsewhere);
    copyFileSync(slotsBeside(backup), slotsBeside(elsewhere));
    expect(await openBackupKey(elsewhere, 'another passphrase')).toBe(null);
    const key = (await openBackupKey(elsewhere, PASSPHRASE))!;
    const slots = readKeySlots(readFileSync(slotsBeside(backup), 'utf8'));
    expect(slots.ok && slots.slots.map(({ secret }) => secret)).toEqual(['passphrase-only']);
    const db = openReader(elsewhere, key);
    expect(await inspect(db)).toEqual({ ok: true, findings: [] });
    expect(db.column('SELECT content FROM drafts WHERE case_id = ?', [caseId])).toEqual(['{"text":"half a thought"}']);
    expect(db.column(`SELECT count(*) FROM search WHERE search MATCH 'heliotrope'`)).toEqual([5]);
    const versions = db.column('PRAGMA user_version');
    db.close();
    const dataKey = await dataKeyOf(station);
    const own = openWriter(join(station.profile, 'vault.db'), fileKey(dataKey, 'vault.db'));
    expect(own.column('PRAGMA user_version')).toEqual(versions);
    own.close();

    // Nothing that the vault's data key gives opens it, nor does its own key open another backup or the vault.
    for (const other of [fileKey(dataKey, 'vault.db'), fileKey(dataKey, 'backup'), dataKey])
      expect(() => openReader(backup, other)).toThrow(VaultUnopenable);
    const again = temporaryFolder();
    const second = await station.page.value('vault.backup', { folder: again, passphrase: PASSPHRASE });
    expect(() => openReader(join(again, second.name), key)).toThrow(VaultUnopenable);
    expect(() => openReader(join(station.profile, 'vault.db'), key)).toThrow(VaultUnopenable);
    expect(await station.page.value('vault.backups', {})).toMatchObject({ last: { folder: again }, allowed: true });
  });

  test('goes into no folder of the vault itself, by whatever way it is named, and into nothing that is no folder', async () => {
    const { station } = await working();
    const inside = join(station.profile, 'backups');
    mkdirSync(inside);
    const link = join(temporaryFolder(), 'link');
    symlinkSync(inside, link);
    const before = readdirSync(station.profile).sort();
    for (const folder of [station.profile, inside, link, `${inside}/../backups`])
      expect(await station.page.call('vault.backup', { folder, passphrase: PASSPHRASE })).toMatchObject({
        error: { code: 'backup_folder', detail: { reason: 'inside_vault' } },
      });
    for (const folder of ['relative', join(station.profile, 'vault.db'), '/nowhere/at/all'])
      expect(await station.page.call('vault.backup', { folder, passphrase: PASSPHRASE })).toMatchObject({
        error: { code: 'backup_folder', detail: { reason: 'not_a_folder' } },
      });
    expect([readdirSync(station.profile).sort(), readdirSync(inside)]).toEqual([before, []]);
    expect(errorWords({ code: 'backup_folder', message: '' }).next).toContain('another folder');
  });

  test('is written for the right passphrase only, and not at all where the administrator forbids exports', async () => {
    const { station } = await working();
    const folder = temporaryFolder();
    expect(await station.page.call('vault.backup', { folder, passphrase: 'some other words here' })).toMatchObject({
      error: { code: 'wrong_passphrase' },
    });
    station.policy = { ...defaultPolicy, allowExport: false };
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    expect(await station.page.call('vault.backup', { folder, passphrase: PASSPHRASE })).toMatchObject({
      error: { code: 'export_not_allowed' },
    });
    expect(await station.page.value('vault.backups', {})).toEqual({ last: null, allowed: false });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a damaged vault gets no name of a backup', async () => {
    const { station } = await working();
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    await station.vault.end();
    const file = join(station.profile, 'vault.db');
    await station.start();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    flipBit(file, (statSync(file).size / 4096 - 2) * 4096 + 77);
    const folder = temporaryFolder();
    const answer = await station.page.call('vault.backup', { folder, passphrase: PASSPHRASE });
    expect(answer).toMatchObject({ ok: false, error: { code: 'vault_damaged' } });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a backup whose passphrase is forgotten opens with the organisation’s recovery key, and with no other', async () => {
  const folder = temporaryFolder();
  const backup = join(folder, 'candour-2026-03-01T07-00-00.db');
  const [ours, theirs] = [await generateX25519Identity(), await generateX25519Identity()];
  const recoveryRecipient = await identityToRecipient(ours);
  const cost = { m: 65_536, t: 3, p: 1 };
  const { key, slots } = await makeBackupKey({ passphrase: PASSPHRASE, recoveryRecipient, cost });
  writeFileSync(slotsBeside(backup), slots);
  const newPassphrase = 'heron gravel lantern ninety';
  const recover = (identity: string) => recoverBackup({ backup, identity, newPassphrase, cost });
  expect(await recover(theirs)).toEqual({ ok: false, reason: 'another_recovery_key' });
  expect(readFileSync(slotsBeside(backup), 'utf8')).toBe(slots);
  expect(await recover(ours)).toEqual({ ok: true });
  expect(await openBackupKey(backup, PASSPHRASE)).toBe(null);
  expect(await openBackupKey(backup, newPassphrase)).toEqual(key);
});
