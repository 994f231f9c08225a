/** A vault with so many cases, made once by the product's own code and kept in the system's cache folder. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskOf } from '../../../shared/domain/compartment.ts';
import { emptyTree } from '../../../shared/protocol/merkle.ts';
import { FOLD_VERSION } from '../../../electron/vault/cases/case-row.ts';
import { DATABASE } from '../../../electron/vault/keys/file-key.ts';
import { createVaultKeys, fileKey } from '../../../electron/vault/keys/vault-keys.ts';
import { setUpVault } from '../../../electron/vault/session/begin.ts';
import { openWriter, type WriteConnection } from '../../../electron/vault/store/connection.ts';
import { migrations } from '../../../electron/vault/store/migrations/index.ts';
import { directSyncStore } from '../../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../../electron/vault/store/writing-vault.ts';
import { createSyncCrypto } from '../../../electron/vault/sync/sync-crypto.ts';
import type { SyncStore, VaultIdentity } from '../../../electron/vault/sync/sync-store.ts';
import { cacheFolder } from '../../../scripts/setup/electron-runtime.mjs';
import { HubLog, unsigned } from '../../integration/support/report-events.ts';
import { feedPages, preparedOffice, type PreparedOffice } from './signed-log.ts';

export const PASSPHRASE = 'a passphrase of the benchmark';
const MADE = 'made.json';

export interface PreparedVault {
  /** A folder as the workstation keeps it: key slots and the encrypted database. */
  readonly profile: string;
  /** Raw 32 bytes: of the benchmark's own vault, which holds invented reports only. */
  readonly key: Buffer;
  readonly file: string;
  /** What making it took; zero events when it came out of the cache. */
  readonly intake: { readonly events: number; readonly ms: number; readonly peakBytes: number };
}

function identityFor({ org, hubId, hubKey }: PreparedOffice): VaultIdentity {
  const { device, user, name, signing, sealing } = org.assessor;
  return { device, user, name, hub: 'https://hub.example', hubId, hubKey: hubKey.publicKey, signing, sealing };
}

/** Units, people and keys, and the desk's private key as the keyring would have granted it. */
async function admit(store: SyncStore, { org, elsewhere }: PreparedOffice): Promise<void> {
  const log = new HubLog('directory');
  for (const header of org.directory) log.add(unsigned(header));
  const enrolled = org.directory.find(({ facets }) => facets.device === org.assessor.device)!;
  const keys = { signingKey: elsewhere.signing.publicKey, sealingKey: elsewhere.sealing.publicKey };
  const facets = { ...enrolled.facets, device: elsewhere.device, ...keys };
  log.add(unsigned({ ...enrolled, id: elsewhere.device, facets }));
  await store.intake(log.page());
  await store.keepUnitKeys({ [org.deskKey.id]: org.deskKey.privateKey });
}

/** Checks, opens, takes in and verifies every page, as sync does; one page in memory at a time. */
export async function takeAll(
  store: SyncStore,
  office: PreparedOffice,
  cases: number,
  onPage: (events: number) => void = () => undefined,
): Promise<void> {
  const crypto = createSyncCrypto();
  const { org, hubId, hubKey } = office;
  const own = { device: org.assessor.device, sealingKey: org.assessor.sealing.privateKey };
  const unitKeys = { [org.deskKey.id]: org.deskKey.privateKey };
  const { devices } = await store.directory();
  const compartment = deskOf('MPS');
  let tree = emptyTree;
  for (const bytes of feedPages(office, cases)) {
    const held = { compartment, epoch: 1, grantsVersion: 0, tree, hubId, hubKey: hubKey.publicKey };
    const check = await crypto.checkFeed(bytes, held);
    if (!check.ok) throw new Error(check.fault);
    const page = await crypto.takeFeed({ ...own, unitKeys }, await store.caseKeys(check.cases));
    await store.intake(page);
    ({ tree } = page);
    const arrived = page.events.map(({ header, signature }) => ({ header, signature: signature! }));
    await store.verified(await crypto.verify(arrived, devices));
    onPage(page.events.length);
  }
}

/** Makes a vault in `profile`, or a database alone where a key is handed in. */
export async function makeVault(
  file: string,
  key: Buffer,
  cases: number,
): Promise<{ vault: WritingVault; store: SyncStore; office: PreparedOffice; intake: PreparedVault['intake'] }> {
  const db = openWriter(file, key);
  const vault: WritingVault = { db, clock: Date.now, random: randomBytes, changes: noChanges() };
  const office = await preparedOffice();
  setUpVault(vault, identityFor(office));
  const store = directSyncStore(vault);
  await admit(store, office);
  const began = performance.now();
  let events = 0;
  let peakBytes = 0;
  let said = 0;
  await takeAll(store, office, cases, (taken) => {
    events += taken;
    vault.changes.cases.clear();
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
    if (cases < 20_000 || events < said + 25_000) return;
    said = events;
    console.error(`${events} events in ${((performance.now() - began) / 1000).toFixed(0)} s, ${peakBytes >> 20} MiB`);
  });
  return { vault, store, office, intake: { events, ms: performance.now() - began, peakBytes } };
}

/** Everything that makes a kept vault unlike the one that this checkout would make. */
const version = createHash('sha256')
  .update(migrations.join('\n'))
  .update(`fold ${FOLD_VERSION}`)
  .update(readFileSync(new URL('signed-log.ts', import.meta.url)))
  .digest('hex')
  .slice(0, 12);

/**
 * The vault with so many cases: out of the cache, or made and kept. What the caller opens is the kept one; take
 * `copyOf` to write.
 */
export async function preparedVault(cases: number): Promise<PreparedVault> {
  const folder = join(cacheFolder(), 'bench', `vault-${version}-${cases}`);
  const made = join(folder, MADE);
  const file = join(folder, DATABASE);
  if (existsSync(made)) {
    const { key } = JSON.parse(readFileSync(made, 'utf8')) as { key: string };
    return { profile: folder, key: Buffer.from(key, 'hex'), file, intake: { events: 0, ms: 0, peakBytes: 0 } };
  }
  forgetOlder();
  const work = `${folder}.making-${process.pid}`;
  mkdirSync(work, { recursive: true });
  const keys = await createVaultKeys({
    profile: work,
    passphrase: PASSPHRASE,
    deviceSecret: { mode: 'passphrase-only' },
  });
  if (!keys.ok) throw new Error(keys.code);
  const key = fileKey(keys.dataKey, DATABASE);
  const { vault, intake } = await makeVault(join(work, DATABASE), key, cases);
  settle(vault.db);
  writeFileSync(join(work, MADE), JSON.stringify({ key: key.toString('hex') }));
  renameSync(work, folder);
  return { profile: folder, key, file, intake };
}

/** Brings everything into the one file, so that it can be copied. */
function settle(db: WriteConnection): void {
  db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Vaults of another schema are of no use any more. */
function forgetOlder(): void {
  const kept = join(cacheFolder(), 'bench');
  if (!existsSync(kept)) return;
  for (const name of readdirSync(kept))
    if (name.startsWith('vault-') && !name.startsWith(`vault-${version}`) && !name.includes('.making'))
      rmSync(join(kept, name), { recursive: true, force: true });
}

/** A copy into which may be written. The folder must not exist. */
export function copyOf({ profile }: PreparedVault, folder: string): string {
  cpSync(profile, folder, { recursive: true, filter: (path) => !path.endsWith(MADE) });
  return folder;
}
