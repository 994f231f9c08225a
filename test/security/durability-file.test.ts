import { copyFileSync, existsSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inspect } from '../../electron/vault/integrity/inspect.ts';
import { isQuarantined } from '../../electron/vault/integrity/quarantine.ts';
import { readMeta } from '../../electron/vault/store/meta.ts';
import { errorWords } from '../../renderer/words/errors.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { TestVault } from '../integration/vault/support/vault.ts';
import { PASSPHRASE, TestWorkstation } from '../integration/vault/support/workstation.ts';
import { codeOf, digestOf, flipBit, readerOf, writerOf } from './support/vault-threads.ts';

const PAGE = 4096;
let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function filled() {
  const vault = await new TestVault(org).withDirectory();
  await vault.receive(
    ...Array.from({ length: 40 }, (_, n) => reportEvent(org, { narrative: `Report ${n}. `.repeat(200) })),
  );
  vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return vault;
}

describe('assertion 18: one flipped bit', () => {
  test('in any page is named by the inspection, and a vault without one is whole', async () => {
    const vault = await filled();
    expect(await inspect(vault.db)).toEqual({ ok: true, findings: [] });
    vault.db.close();
    const pages = statSync(vault.file).size / PAGE;
    for (const page of [1, Math.floor(pages / 2), pages - 1]) {
      flipBit(vault.file, page * PAGE + 100);
      const { ok, findings } = await inspect(vault.onFile());
      expect(ok).toBe(false);
      expect(findings).toContainEqual({ code: 'pages', count: 1, pages: [page + 1] });
      flipBit(vault.file, page * PAGE + 100);
    }
  });

  test('in the first page: the vault is refused as damaged, and no byte of it changes', async () => {
    const vault = await filled();
    vault.db.close();
    flipBit(vault.file, 200);
    const before = digestOf(vault.file);
    expect(await codeOf(writerOf(vault))).toBe('vault_damaged');
    expect(digestOf(vault.file)).toBe(before);
    expect(errorWords({ code: 'vault_damaged', message: '' }).next).toContain('Do not delete anything');
  });

  test('met at work: the vault is set aside, opened no more for writing, never deleted, and opens once it is whole', async () => {
    const vault = await filled();
    const [caseId] = vault.db.column<string>('SELECT case_id FROM cases');
    const page = vault.db.column<number>(`SELECT rootpage FROM sqlite_schema WHERE name = 'drafts'`)[0]!;
    vault.db.close();
    flipBit(vault.file, (page - 1) * PAGE + 50);
    const writer = await writerOf(vault);
    expect(await codeOf(writer.call('draft.save', { caseId: caseId!, part: 'note new', content: {} }))).toBe(
      'vault_damaged',
    );
    await writer.end();
    expect(isQuarantined(vault.file)).toBe(true);
    expect(statSync(`${vault.file}.damaged`).mode & 0o777).toBe(0o600);
    const [before, files] = [digestOf(vault.file), readdirSync(dirname(vault.file))];

    expect(await codeOf(writerOf(vault))).toBe('vault_damaged');
    expect(digestOf(vault.file)).toBe(before);
    expect(readdirSync(dirname(vault.file))).toEqual(files);
    // What can be read is still read, for whoever recovers it.
    const reader = await readerOf(vault);
    expect(await reader.call('session.me', undefined)).toMatchObject({ name: 'Asha Assessor' });

    flipBit(vault.file, (page - 1) * PAGE + 50);
    const healed = await writerOf(vault);
    expect(await codeOf(healed.call('draft.save', { caseId: caseId!, part: 'note new', content: {} }))).toBe('done');
    expect(isQuarantined(vault.file)).toBe(false);
  });
});

describe('files that are not as they were left', () => {
  test('a truncated WAL: the vault opens whole, as it was some transactions before', async () => {
    const vault = await filled();
    const [caseId] = vault.db.column<string>('SELECT case_id FROM cases');
    vault.screen([caseId!]);
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const numbers: number[] = [];
    for (let n = 0; n < 20; n++) {
      vault.sign({
        caseId: caseId!,
        type: 'assessed',
        facets: { stage: 'risk', round: 1, danger: 'no' },
        payload: { note: `${n}` },
      });
      numbers.push(readMeta(vault.db, 'last_device_seq')!);
    }
    const wal = statSync(`${vault.file}-wal`).size;
    for (const share of [0.9, 0.5, 0.1]) {
      const copy = `${vault.file}.copy-${share}`;
      copyFileSync(vault.file, copy);
      copyFileSync(`${vault.file}-wal`, `${copy}-wal`);
      truncateSync(`${copy}-wal`, Math.floor(wal * share) + 17);
      const db = vault.onFile(copy);
      expect(await inspect(db)).toEqual({ ok: true, findings: [] });
      const last = readMeta(db, 'last_device_seq')!;
      expect(last).toBeLessThan(numbers.at(-1)!);
      expect(last).toBeGreaterThanOrEqual(numbers[0]! - 1);
    }
  });

  test('a database that is gone while its keys are here: vault_missing, and no empty one is made', async () => {
    const station = await new TestWorkstation(org).start();
    await station.setUp();
    await station.vault.end();
    const file = `${station.profile}/vault.db`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    await station.start();
    const answer = await station.page.call('session.unlock', { passphrase: PASSPHRASE });
    expect(answer).toMatchObject({ ok: false, error: { code: 'vault_missing' } });
    expect(existsSync(file)).toBe(false);
    expect(errorWords({ code: 'vault_missing', message: '' }).next).toContain('put it back');
  });

  test('assertion 19: a database of a newer version is refused as such, and has words', async () => {
    const vault = await filled();
    vault.db.exec('PRAGMA user_version = 99');
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    vault.db.close();
    const before = digestOf(vault.file);
    expect(await codeOf(writerOf(vault))).toBe('vault_newer');
    expect(digestOf(vault.file)).toBe(before);
    expect(errorWords({ code: 'vault_newer', message: '' }).next).toContain('newer version');
  });
});
