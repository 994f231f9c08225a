import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AttachmentState } from '../../../shared/bridge/attachment.ts';
import { createVaultKeys } from '../../../electron/vault/keys/vault-keys.ts';
import { rekeyVault } from '../../../electron/vault/keys/rekey.ts';
import { openVaultKeys } from '../../../electron/vault/keys/vault-keys.ts';
import { realParts, startVault } from '../../../electron/vault/vault.ts';
import type { Organisation } from '../sync/support/organisation.ts';
import { temporaryFolder } from '../vault/support/vault.ts';
import { openPage, PASSPHRASE, vaultStart, type Page } from '../vault/support/workstation.ts';

const cost = { m: 65_536, t: 3, p: 1 };
export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export interface GivenFile {
  readonly filename: string;
  readonly mediaType?: string;
  readonly bytes: Uint8Array;
}

/** Lines of an inbound file, with its attachments beside it in `folder`. */
export function reportWith(folder: string, reference: string, files: readonly GivenFile[], more: object = {}): string {
  const attachments = files.map(({ filename, mediaType = 'application/octet-stream', bytes }, index) => {
    const path = `${reference.replaceAll('/', '-')}-${index}.bin`;
    writeFileSync(join(folder, path), bytes);
    return { path, filename, mediaType, sha256: sha(bytes) };
  });
  return JSON.stringify({
    reference,
    channel: 'web',
    reporterMode: 'anonymous',
    keepInContact: true,
    receivedAt: '2026-02-01T10:00:00.000Z',
    disseminatedAt: '2026-02-01T11:00:00.000Z',
    urgency: 'routine',
    force: 'MPS',
    categories: [],
    narrative: `The account given under ${reference}.`,
    subjects: [],
    peopleAtRisk: [],
    attachments,
    ...more,
  });
}

/** A workstation as its process runs it, enrolled at the real hub, behind whatever `hub` leads through. */
export async function seat(organisation: Organisation, hub: string) {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  const profile = join(temporaryFolder(), 'profile');
  const start = { ...vaultStart(profile, randomBytes(32)), hub };
  const parts = {
    ...realParts(start),
    createVaultKeys: (options: Parameters<typeof createVaultKeys>[0]) => createVaultKeys({ ...options, cost }),
    openVaultKeys: (options: Parameters<typeof openVaultKeys>[0]) => openVaultKeys({ ...options, cost }),
    rekeyVault: (options: Parameters<typeof rekeyVault>[0]) => rekeyVault({ ...options, cost }),
  };
  let vault = await startVault(start, parts);
  let page = openPage(vault);
  onTestFinished(() => vault.end());
  await page.value('session.setUp', { hub, code: await organisation.codeFor(user), passphrase: PASSPHRASE });
  const me = await page.value('session.me', {});
  return {
    profile,
    me,
    user,
    page: (): Page => page,
    /** As after a lock: the process is gone, the passphrase is asked for. */
    async restart() {
      await vault.end();
      vault = await startVault(start, parts);
      page = openPage(vault);
      await page.value('session.unlock', { passphrase: PASSPHRASE });
    },
  };
}
export type Seat = Awaited<ReturnType<typeof seat>>;

export async function caseOf(page: Page, reference: string): Promise<string | null> {
  const query = { view: 'all', search: '', typing: false, filter: {}, sort: [] as never[] } as const;
  const opened = await page.value('desk.open', query);
  if (opened.total === 0) return null;
  const rows = await page.value('desk.slice', { list: opened.list, from: 0, to: Math.min(200, opened.total) });
  return rows.find((row) => row.reference === reference && row.wordCount > 0)?.caseId ?? null;
}

/** The states of a case's files by name. */
export async function statesOf(page: Page, caseId: string): Promise<Record<string, AttachmentState>> {
  const { file } = await page.value('case.read', { caseId, peek: true });
  const states = await page.value('attachment.list', { caseId });
  return Object.fromEntries(
    file!.report!.attachments.map(({ id, filename }) => [filename, states.find((state) => state.attachment === id)!]),
  );
}

export async function wholeFile(page: Page, caseId: string, attachment: string, size: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < size;) {
    const { bytes } = await page.value('attachment.read', { caseId, attachment, from, length: 700_000 });
    pieces.push(bytes);
    from += bytes.length;
  }
  return Buffer.concat(pieces);
}
