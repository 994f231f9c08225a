/** The suite `vault`: unlocking, locking, and what encryption costs, each against the bare thing. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from '@signalapp/sqlcipher';
import { DeskQuery, SortColumn, View } from '../../shared/bridge/desk.ts';
import { readCase } from '../../electron/vault/cases/read-case.ts';
import { screenRoles } from '../../electron/vault/cases/screening.ts';
import { Counting } from '../../electron/vault/desk/counts.ts';
import { Lists } from '../../electron/vault/desk/lists.ts';
import { openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openVault } from '../../electron/vault/session/open-vault.ts';
import { openReader } from '../../electron/vault/store/connection.ts';
import { makeAhead } from '../../electron/vault/threads/call-operations.ts';
import { realParts } from '../../electron/vault/vault.ts';
import { build } from '../../scripts/build.ts';
import { launchWorkstation, rendererPid, vaultPid } from '../../scripts/setup/launch.ts';
import { newFolder } from '../../scripts/setup/start-command.ts';
import { type BenchOptions, type Figure, inTurn } from './figure.ts';
import { type Asked, overhear } from './overhear.ts';
import { give } from './prepared/give.ts';
import { copyOf, PASSPHRASE, preparedVault, type PreparedVault } from './prepared/prepared-vault.ts';

/** What typing a passphrase and deriving its key take at least. */
const TYPING_MS = 2500;
const counted = (cases: number) => new Intl.NumberFormat('en-GB').format(cases);
const today = DeskQuery.parse({ view: 'today', filter: {} });

/** The statements of an opened Desk, as the reader asks them: who one is, how many, the first rows. */
async function firstStatements(vault: PreparedVault): Promise<Asked[]> {
  const asked = new Map<string, Asked>();
  const db = openReader(vault.file, vault.key);
  const opened = await new Lists(overhear(db, asked)).open(today);
  if (!opened.ok) throw new Error(opened.error.code);
  // What is collected behind the answer is not part of it.
  const statements = [...asked.values()];
  db.close();
  return statements;
}

/**
 * From the data key to the first rows, by the vault's own threads, made ahead as the vault's process makes them while a
 * passphrase is typed, against opening the file right here and reading the same rows.
 */
async function unlock(vault: PreparedVault, cases: number): Promise<Figure> {
  const { folder } = await build({ test: true, demonstration: true });
  const thread = (name: string) => join(folder, 'vault', 'threads', `${name}.js`);
  const threads = {
    writer: thread('writer'),
    reader: thread('reader'),
    crypto: thread('crypto'),
    attachments: thread('attachments'),
  };
  const profile = copyOf(vault, join(newFolder('bench-unlock'), 'profile'));
  const deviceSecret = { mode: 'passphrase-only' } as const;
  const keys = await openVaultKeys({ profile, passphrase: PASSPHRASE, deviceSecret, now: Date.now() });
  if (!keys.ok) throw new Error(keys.code);
  const statements = (await firstStatements(vault)).map(({ sql, parameters }) => ({ sql, parameters }));
  const file = join(profile, 'vault.db');
  const ours = async () => {
    for (const each of Object.values(threads)) makeAhead(each);
    await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
    const start = performance.now();
    const opened = await openVault({ profile, threads }, realParts({ threads }), keys.dataKey, () => undefined, null);
    await opened.reader.call('session.me', undefined);
    const desk = await opened.reader.call('desk.open', today);
    const ms = performance.now() - start;
    if (!desk.ok || desk.value.rows.length === 0) throw new Error('an empty Desk');
    await opened.end();
    return ms;
  };
  const theirs = () => {
    const start = performance.now();
    const db = openReader(file, vault.key);
    for (const { sql, parameters } of statements) db.all(sql, parameters);
    const ms = performance.now() - start;
    db.close();
    return ms;
  };
  const figure = await inTurn(`unlock to usable Desk, ${counted(cases)} cases`, 9, ours, theirs);
  rmSync(profile, { recursive: true });
  return figure;
}

const gone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

async function untilGone(pids: readonly number[]): Promise<number> {
  const start = performance.now();
  while (!pids.every(gone)) await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - start;
}

/** From the key that locks to the last process that held something gone, against a bare process that is killed. */
async function lock(vault: PreparedVault, cases: number): Promise<Figure> {
  const profile = copyOf(vault, join(newFolder('bench-lock'), 'profile'));
  give(profile);
  const workstation = await launchWorkstation({ build: 'demonstration-test', profile });
  const ours = async () => {
    const page = await workstation.currentPage();
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.getByRole('grid').waitFor({ timeout: 60_000 });
    const pids = [await rendererPid(workstation.app, page), (await vaultPid(workstation.app))!];
    const next = workstation.app.waitForEvent('window', { timeout: 60_000 });
    const pressed = page.keyboard.press('Control+L').catch(() => undefined);
    const ms = await untilGone(pids);
    await pressed;
    await (await next).getByLabel('Passphrase', { exact: true }).waitFor();
    return ms;
  };
  const theirs = async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000); console.log(1)'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const start = performance.now();
    child.kill('SIGKILL');
    await ended;
    return performance.now() - start;
  };
  const figure = await inTurn(`lock to last process gone, ${counted(cases)} cases`, 7, ours, theirs);
  await workstation.close();
  rmSync(profile, { recursive: true, force: true });
  return figure;
}

/** Plays everything that the reader is asked, and gives the statements that took longest. */
async function heaviest(vault: PreparedVault, count: number): Promise<Asked[]> {
  const asked = new Map<string, Asked>();
  const db = overhear(openReader(vault.file, vault.key), asked);
  const lists = new Lists(db);
  const whole = async (query: object) => {
    const opened = await lists.open(DeskQuery.parse({ view: 'all', filter: {}, ...query }));
    if (opened.ok) await lists.total(opened.value.list);
  };
  for (const view of View.options) await whole({ view });
  for (const column of SortColumn.options) await whole({ sort: [{ column, descending: true }] });
  await whole({ sort: [{ column: 'force' }, { column: 'urgency' }].map((each) => ({ ...each, descending: true })) });
  for (const search of ['the', 's', 'custody', 'DEMO']) await whole({ search, typing: true });
  for (const filter of [{ urgencies: ['routine'] }, { forces: ['MPS'] }, { categories: ['OTHER'] }])
    await whole({ filter });
  for (const view of View.options) await new Counting(db).count(view);
  await screenRoles(db, 1000, undefined);
  for (const id of db.column<string>('SELECT case_id FROM cases WHERE screened IS NOT NULL ORDER BY id LIMIT 20'))
    readCase(db, id);
  db.close();
  return [...asked.values()].toSorted((a, b) => b.ms / b.runs - a.ms / a.runs).slice(0, count);
}

/** The same database without encryption. */
function plainCopy({ file, key }: PreparedVault): string {
  const plain = join(newFolder('bench-plain'), 'plain.db');
  const db = new Database(file);
  db.exec(`PRAGMA key = "x'${key.toString('hex')}'"; ATTACH DATABASE '${plain}' AS plain KEY ''`);
  db.exec(`SELECT sqlcipher_export('plain')`);
  db.close();
  return plain;
}

/** The statement as one reads it: without what was asked for. */
const named = (sql: string) =>
  sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(\?, )+\?/g, '?')
    .slice(0, 110);

/** The heaviest statements over decrypted pages and over plain ones, every time on a connection with nothing kept. */
async function* encryption(vault: PreparedVault, cases: number): AsyncGenerator<Figure> {
  const statements = await heaviest(vault, 5);
  const plain = plainCopy(vault);
  const run = (file: string, key: Buffer | null, { sql, parameters }: Asked) => {
    const db = new Database(file);
    if (key !== null) db.exec(`PRAGMA key = "x'${key.toString('hex')}'"`);
    db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = 2');
    const statement = db.prepare(sql);
    const start = performance.now();
    statement.all([...parameters]);
    const ms = performance.now() - start;
    db.close();
    return ms;
  };
  for (const [index, asked] of statements.entries())
    yield await inTurn(
      `encryption, heaviest query ${index + 1} of ${counted(cases)} cases: ${named(asked.sql)}`,
      9,
      () => run(vault.file, vault.key, asked),
      () => run(plain, null, asked),
    );
  rmSync(plain);
}

export async function* measure({ cases }: BenchOptions): AsyncGenerator<Figure> {
  const sizes = cases === undefined ? [10_000, 100_000] : [cases];
  for (const size of sizes) yield await unlock(await preparedVault(size), size);
  const largest = Math.max(...sizes);
  const vault = await preparedVault(largest);
  yield* encryption(vault, largest);
  yield await lock(vault, largest);
}
