/**
 * A hub as it is in service: a process that has neither gateway nor keyring in it nor beside it, over PostgreSQL or
 * PGlite, whose log is kept whole. Gateway and keyring are commands of their own, in another folder.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/build.ts';
import { freePort } from '../../../scripts/start/demonstration.ts';
import { hubCommand } from '../../../scripts/start/hub-process.ts';
import { postgresqlPrograms, startPostgresql } from '../../integration/support/hub-databases.ts';

export type HubDatabaseName = 'PGlite' | 'PostgreSQL';
export const databasesHere: readonly HubDatabaseName[] =
  postgresqlPrograms === null ? ['PGlite'] : ['PGlite', 'PostgreSQL'];

export interface WatchedHub {
  readonly url: string;
  pid(): number;
  /** Ends it at once, as a crash would. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** A command of the gateway or of the keyring, at their own folder. Answers what it printed. */
  command(...args: string[]): Promise<string>;
  /** What the hub itself keeps: its identity, its log, its database with everything written out and the log of that. */
  places(): Promise<string[]>;
  /** What an administrator's backup holds: `pg_dump` on PostgreSQL; else null, since PGlite's backup is its folder. */
  backup(): Promise<Buffer | null>;
  close(): Promise<void>;
}

interface Kept {
  readonly env: Record<string, string>;
  readonly places: () => Promise<string[]>;
  readonly backup: () => Buffer | null;
  readonly stop: () => Promise<void>;
}

async function postgresql(): Promise<Kept> {
  const database = await startPostgresql();
  await (await database.fresh()).destroy();
  const url = database.url('hub_1');
  const client = (program: string, ...args: string[]) =>
    execFileSync(join(postgresqlPrograms!, program), [...args, url.replace('postgresql:', 'postgres:')], {
      maxBuffer: 1 << 30,
    });
  const ask = (sql: string) => client('psql', '-Atc', sql).toString().trim();
  return {
    env: { DATABASE_URL: url },
    places: () => {
      ask('checkpoint');
      const data = ask('show data_directory');
      // The server's own log lies beside its data.
      return Promise.resolve([join(data, '..')]);
    },
    backup: () => client('pg_dump', '--no-sync'),
    stop: () => database.stop(),
  };
}

const cli = join(root, 'server', 'cli.ts');

/** Starts it over an empty database; `folder` is made. */
export async function startWatchedHub(folder: string, kind: HubDatabaseName): Promise<WatchedHub> {
  const data = join(folder, 'hub');
  const officers = join(folder, 'officers');
  const log = join(folder, 'hub.log');
  mkdirSync(data, { recursive: true });
  const kept: Kept =
    kind === 'PostgreSQL'
      ? await postgresql()
      : { env: {}, places: () => Promise.resolve([]), backup: () => null, stop: () => Promise.resolve() };
  const port = await freePort();
  const { DATABASE_URL: _, ...surroundings } = process.env;
  let child: ChildProcess;

  async function up(): Promise<void> {
    const errors = openSync(log, 'a');
    const args = [cli, 'serve', '--data', data, '--port', String(port), '--log', 'trace'];
    child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...surroundings, ...kept.env },
      stdio: ['ignore', 'pipe', errors],
    });
    closeSync(errors);
    process.once('exit', () => child.kill('SIGKILL'));
    await new Promise<void>((resolve, reject) => {
      child.stdout!.once('data', () => resolve());
      child.once('exit', (code) =>
        reject(new Error(`The hub ended with ${code}: ${readFileSync(log, 'utf8').slice(-2000)}`)),
      );
    });
  }
  const down = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });

  await up();
  const url = `http://127.0.0.1:${port}`;
  // The officers reach the hub with its administrator's token, and have no other file of it.
  process.env['CANDOUR_ADMIN_TOKEN'] = readFileSync(join(data, 'admin-token'), 'utf8').trim();
  return {
    url,
    pid: () => child.pid!,
    down,
    up,
    command: (...args) => hubCommand(officers, [...args, '--hub', url]),
    places: async () => [data, log, ...(await kept.places())],
    backup: () => Promise.resolve(kept.backup()),
    async close() {
      await down();
      await kept.stop();
      delete process.env['CANDOUR_ADMIN_TOKEN'];
    },
  };
}
