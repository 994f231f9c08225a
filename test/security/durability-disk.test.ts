import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { inspect } from '../../electron/vault/integrity/inspect.ts';
import { errorWords } from '../../renderer/words/errors.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { temporaryFolder, TestVault } from '../integration/vault/support/vault.ts';
import { fill, mayMount, mountFailingDisk, mountSmallDisk } from './support/small-disk.ts';
import { codeOf, digestOf, readerOf, writerOf } from './support/vault-threads.ts';

function smallDisk(megabytes: number): string {
  const folder = temporaryFolder();
  onTestFinished(mountSmallDisk(folder, megabytes));
  return folder;
}

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function vaultOn(folder: string) {
  const vault = await new TestVault(org).withDirectory();
  const [report] = await vault.receive(reportEvent(org));
  vault.screen([report!.header.caseId]);
  vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  vault.db.close();
  const file = join(folder, 'vault.db');
  copyFileSync(vault.file, file);
  return { vault, file, key: vault.key, caseId: report!.header.caseId };
}

const draft = (caseId: string, n: number) => ({
  caseId,
  part: 'note new',
  content: { text: randomBytes(8000).toString('base64'), n },
});

describe.skipIf(!mayMount)('a disk of a few megabytes (needs root on Linux, to mount it)', () => {
  test('that is full: the write is refused as disk_full, what was acknowledged stays, and it goes on once there is room', async () => {
    const disk = smallDisk(4);
    const at = await vaultOn(disk);
    const writer = await writerOf(at);
    expect(await codeOf(writer.call('draft.save', draft(at.caseId, 1)))).toBe('done');
    const makeRoom = fill(disk);
    let saved = 1;
    let code = 'done';
    while (code === 'done' && saved < 1000) code = await codeOf(writer.call('draft.save', draft(at.caseId, ++saved)));
    expect(code).toBe('disk_full');
    const facets = { stage: 'risk', round: 1, danger: 'no' } as const;
    const command = {
      caseId: at.caseId,
      type: 'assessed' as const,
      facets,
      payload: { note: 'x'.repeat(9000) },
      holdSeconds: 0,
    };
    expect(await codeOf(writer.call('case.sign', command))).toBe('disk_full');
    const [draftKept] = (await import('../../electron/vault/cases/drafts.ts')).draftsOf(
      at.vault.onFile(at.file),
      at.caseId,
    );
    expect(draftKept?.content).toMatchObject({ n: saved - 1 });
    makeRoom();
    expect(await codeOf(writer.call('case.sign', command))).toBe('done');
    expect(await inspect(at.vault.onFile(at.file))).toEqual({ ok: true, findings: [] });
    expect(errorWords({ code: 'disk_full', message: '' }).next).toContain('Free some space');
  });

  test('that is full before the vault is opened: disk_full or an open vault, never a harmed one', async () => {
    const disk = smallDisk(3);
    const at = await vaultOn(disk);
    const before = digestOf(at.file);
    const makeRoom = fill(disk);
    expect(['disk_full', 'disk_failed', 'done']).toContain(await codeOf(writerOf(at)));
    expect(digestOf(at.file)).toBe(before);
    makeRoom();
    expect(await codeOf(writerOf(at))).toBe('done');
  });

  test('that is read-only: disk_read_only, and it opens once it may be written to', async () => {
    const disk = smallDisk(3);
    const at = await vaultOn(disk);
    const before = digestOf(at.file);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(await codeOf(writerOf(at))).toBe('disk_read_only');
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expect(digestOf(at.file)).toBe(before);
    expect(await codeOf(writerOf(at))).toBe('done');
    expect(errorWords({ code: 'disk_read_only', message: '' }).what).toBe('The disk cannot be written to.');
  });

  test('that turns read-only at work: every write is refused in words, reading goes on, and all that was acknowledged is there once it is mended', async ({
    skip,
  }) => {
    const folder = temporaryFolder();
    const disk = mountFailingDisk(folder, 16);
    if (disk === null) return skip('no loop device here');
    onTestFinished(() => disk.takeAway());
    const at = await vaultOn(folder);
    const writer = await writerOf(at);
    const reader = await readerOf(at);
    for (let n = 1; n <= 5; n++) expect(await codeOf(writer.call('draft.save', draft(at.caseId, n)))).toBe('done');
    disk.turnReadOnly();
    const codes = new Set<string>();
    for (let n = 6; n <= 30; n++) codes.add(await codeOf(writer.call('draft.save', draft(at.caseId, n))));
    expect([...codes].filter((code) => !['disk_read_only', 'disk_failed'].includes(code))).toEqual([]);
    for (const code of codes) expect(errorWords({ code, message: '' }).what).toContain('disk');
    expect(await codeOf(reader.call('case.read', at.caseId))).toBe('done');
    await Promise.all([writer.end(), reader.end()]);
    disk.mend();
    const again = await writerOf(at);
    const [kept] = (await import('../../electron/vault/cases/drafts.ts')).draftsOf(at.vault.onFile(at.file), at.caseId);
    expect(kept?.content).toMatchObject({ n: 5 });
    expect(await codeOf(again.call('draft.save', draft(at.caseId, 31)))).toBe('done');
    await again.end();
  });
});
