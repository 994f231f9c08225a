/** A vault with so many cases, made once by the product's own code and kept in the system's cache folder. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskOf } from '../../../shared/domain/compartment.ts';
import { emptyTree } from '../../../shared/protocol/merkle.ts';
import { DATABASE } from '../../../electron/vault/keys/file-key.ts';
import { createVaultKeys, fileKey } from '../../../electron/vault/keys/vault-keys.ts';
import { setUpVault } from '../../../electron/vault/session/begin.ts';
import { openWriter, type WriteConnection } from '../../../electron/vault/store/connection.ts';
import { readMeta } from '../../../electron/vault/store/meta.ts';
import { migrations } from '../../../electron/vault/store/migrations/index.ts';
import { refoldStale } from '../../../electron/vault/store/refold.ts';
import { directSyncStore } from '../../../electron/vault/store/sync-store.ts';
import { noChanges, type WritingVault } from '../../../electron/vault/store/writing-vault.ts';
import { createSyncCrypto } from '../../../electron/vault/sync/sync-crypto.ts';
import type { SyncStore, VaultIdentity } from '../../../electron/vault/sync/sync-store.ts';
import { inTurn } from '../../../scripts/setup/turns.ts';
import { cacheFolder } from '../../../scripts/setup/electron-runtime.mjs';
import { batchWrap, HubLog, unsigned } from '../../integration/support/report-events.ts';
import { feedPages, preparedOffice, type PreparedOffice } from './signed-log.ts';

export const PASSPHRASE = 'a passphrase of the benchmark';
const BEGUN = 'begun.json';

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

/** Checks, opens, takes in and verifies every page that is missing, as sync does; one page in memory at a time. */
export async function takeAll(
  vault: WritingVault,
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
  const cursor = (await store.cursors()).find((each) => each.compartment === compartment);
  let tree = cursor?.tree ?? emptyTree;
  const held = vault.db.column<number>('SELECT count(*) FROM cases')[0]!;
  for (const bytes of feedPages(office, cases, { tree, cases: held })) {
    const known = { compartment, epoch: 1, grantsVersion: 0, tree, hubId, hubKey: hubKey.publicKey };
    const check = await crypto.checkFeed(bytes, known);
    if (!check.ok) throw new Error(check.fault);
    const page = await crypto.takeFeed({ ...own, unitKeys }, await store.caseKeys(check.cases));
    await store.intake(page);
    ({ tree } = page);
    const arrived = page.events.map(({ header, signature }) => ({ header, signature: signature! }));
    await store.verified(await crypto.verify(arrived, devices));
    onPage(page.events.length);
  }
}

/** Fills a database with so many cases, going on where an earlier making ended. */
export async function fillVault(
  file: string,
  key: Buffer,
  office: PreparedOffice,
  cases: number,
): Promise<{ vault: WritingVault; intake: PreparedVault['intake'] }> {
  const db = openWriter(file, key);
  const vault: WritingVault = { db, clock: Date.now, random: randomBytes, changes: noChanges() };
  const store = directSyncStore(vault);
  if (readMeta(db, 'identity') === null) setUpVault(vault, identityFor(office));
  if ((await store.cursors()).length === 0) await admit(store, office);
  const began = performance.now();
  let events = 0;
  let peakBytes = 0;
  let said = 0;
  await takeAll(vault, store, office, cases, (taken) => {
    events += taken;
    vault.changes.cases.clear();
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
    if (cases < 20_000 || events < said + 10_000) return;
    said = events;
    console.error(`${events} events in ${((performance.now() - began) / 1000).toFixed(0)} s, ${peakBytes >> 20} MiB`);
  });
  return { vault, intake: { events, ms: performance.now() - began, peakBytes } };
}

/** The log that a kept vault was made of; what is folded from it is brought up to date. */
const version = createHash('sha256')
  .update(readFileSync(new URL('signed-log.ts', import.meta.url)))
  .digest('hex')
  .slice(0, 12);

const STEPS = 'steps.json';
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const steps = migrations.map(digest);

/** Whether this checkout's migrations go on where the kept vault's ended. A step that was edited since is another one. */
function goesOn(folder: string): boolean {
  const kept = existsSync(join(folder, STEPS))
    ? (JSON.parse(readFileSync(join(folder, STEPS), 'utf8')) as string[])
    : null;
  return kept !== null && kept.every((step, at) => step === steps[at]);
}

/** Migrates a kept vault and folds its rows again, as a workstation does after an update. */
function bringUpToDate(folder: string, key: Buffer): void {
  const db = openWriter(join(folder, DATABASE), key);
  const vault: WritingVault = { db, clock: Date.now, random: randomBytes, changes: noChanges() };
  const began = performance.now();
  for (const step of refoldStale(vault)) {
    void step;
    vault.changes.cases.clear();
  }
  const seconds = (performance.now() - began) / 1000;
  if (seconds > 1) console.error(`Folded again in ${seconds.toFixed(0)} s.`);
  settle(db);
  writeFileSync(join(folder, STEPS), JSON.stringify(steps));
}

/** What a making that was broken off needs to go on. */
interface Begun {
  readonly key: string;
  readonly office: PreparedOffice;
}

async function begin(work: string): Promise<Begun> {
  const begun = join(work, BEGUN);
  if (existsSync(begun)) {
    const { key, office } = JSON.parse(readFileSync(begun, 'utf8')) as Begun;
    // A function does not survive the file: the rest is a batch of its own.
    return { key, office: { ...office, org: { ...office.org, wrap: await batchWrap(office.org.deskKey) } } };
  }
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const deviceSecret = { mode: 'passphrase-only' } as const;
  const keys = await createVaultKeys({ profile: work, passphrase: PASSPHRASE, deviceSecret });
  if (!keys.ok) throw new Error(keys.code);
  const made: Begun = { key: fileKey(keys.dataKey, DATABASE).toString('hex'), office: await preparedOffice() };
  writeFileSync(begun, JSON.stringify(made));
  return made;
}

/**
 * The vault with so many cases: out of the cache, or made and kept. What the caller opens is the kept one; take
 * `copyOf` to write.
 */
export async function preparedVault(cases: number): Promise<PreparedVault> {
  const folder = join(cacheFolder(), 'bench', `vault-${version}-${cases}`);
  const file = join(folder, DATABASE);
  let intake = { events: 0, ms: 0, peakBytes: 0 };
  mkdirSync(join(cacheFolder(), 'bench'), { recursive: true });
  await inTurn(`${folder}.turn`, async () => {
    if (existsSync(folder)) {
      const { key } = JSON.parse(readFileSync(join(folder, BEGUN), 'utf8')) as Begun;
      if (goesOn(folder)) return bringUpToDate(folder, Buffer.from(key, 'hex'));
      rmSync(folder, { recursive: true, force: true });
    }
    forgetOlder();
    const work = `${folder}.making`;
    const { key, office } = await begin(work);
    const filled = await fillVault(join(work, DATABASE), Buffer.from(key, 'hex'), office, cases);
    settle(filled.vault.db);
    ({ intake } = filled);
    writeFileSync(join(work, STEPS), JSON.stringify(steps));
    renameSync(work, folder);
  });
  const { key } = JSON.parse(readFileSync(join(folder, BEGUN), 'utf8')) as Begun;
  return { profile: folder, key: Buffer.from(key, 'hex'), file, intake };
}

/** Brings everything into the one file, so that it can be copied. */
function settle(db: WriteConnection): void {
  db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Vaults of another log are of no use any more. */
function forgetOlder(): void {
  const kept = join(cacheFolder(), 'bench');
  if (!existsSync(kept)) return;
  for (const name of readdirSync(kept))
    if (name.startsWith('vault-') && !name.startsWith(`vault-${version}`))
      rmSync(join(kept, name), { recursive: true, force: true });
}

/** A copy into which may be written. The folder must not exist. */
export function copyOf({ profile }: PreparedVault, folder: string): string {
  cpSync(profile, folder, { recursive: true, filter: (path) => !path.endsWith(BEGUN) && !path.endsWith(STEPS) });
  return folder;
}
