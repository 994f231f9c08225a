/**
 * PouchDB as a baseline: `express-pouchdb` serves, PouchDB replicates, both on LevelDB and each in a process of its own,
 * as hub and workstation are. Its packages have a lock file of their own and are no part of the project's: they are put
 * into the cache when they are first asked for, without running a script of theirs (LevelDB comes ready built).
 */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { cacheFolder } from '../../../scripts/setup/electron-runtime.mjs';
import { inTurn } from '../../../scripts/setup/turns.ts';

const own = new URL('../pouchdb/', import.meta.url).pathname;
/** As many as a page of the feed has events; its own default of 100 is slower. */
const BATCH = 500;

async function installed(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of readdirSync(own).toSorted()) hash.update(readFileSync(join(own, name)));
  const folder = join(cacheFolder(), 'bench', `pouchdb-${hash.digest('hex').slice(0, 12)}`);
  await inTurn(`${folder}.turn`, () => {
    if (existsSync(folder)) return Promise.resolve();
    const work = `${folder}.making`;
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    cpSync(own, work, { recursive: true });
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: work, stdio: 'ignore' });
    renameSync(work, folder);
    return Promise.resolve();
  });
  return folder;
}

const said = async <T>(child: ChildProcess): Promise<T> => {
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('PouchDB ended')));
  return (await Promise.race([once(child, 'message'), failed]))[0] as T;
};

export interface Replicated {
  readonly written: number;
  readonly ms: number;
  /** Of the replicating process, and of the serving one. */
  readonly processorMs: number;
  readonly serverMs: number;
  readonly peakBytes: number;
}

/** @param documents a file of JSON documents, one in each line */
export async function replicateWithPouchDB(documents: string): Promise<Replicated> {
  const programs = await installed();
  const folder = mkdtempSync(join(tmpdir(), 'candour-bench-pouchdb-'));
  const start = (name: string, ...args: string[]) =>
    fork(join(programs, name), [folder, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const server = start('serve.mjs', documents);
  try {
    const { url } = await said<{ url: string }>(server);
    const replica = await said<Omit<Replicated, 'serverMs'>>(start('replicate.mjs', url, String(BATCH)));
    server.send('how long');
    const { processorMs: serverMs } = await said<{ processorMs: number }>(server);
    return { ...replica, serverMs };
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
