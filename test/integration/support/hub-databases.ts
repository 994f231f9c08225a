import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type DatabasePlace } from '../../../server/hub/store/database.ts';
import type { Db } from '../../../server/hub/store/tables.ts';

/** One kind of database for the hub, started once a file. */
export interface HubDatabase {
  /** An empty, migrated database. The one before is gone. */
  fresh(): Promise<Db>;
  stop(): Promise<void>;
}

async function opened(place: DatabasePlace): Promise<Db> {
  const answer = await openDatabase(place);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.db;
}

async function startPglite(): Promise<HubDatabase> {
  const db = await opened({ kind: 'memory' });
  return {
    async fresh() {
      const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
        where schemaname = 'public' and tablename <> 'migrations'`.execute(db);
      await sql.raw(`truncate ${rows.map((row) => row.name).join(', ')}`).execute(db);
      return db;
    },
    stop: () => db.destroy(),
  };
}

/** The newest PostgreSQL from 15 on that Debian's packages left here, or null. */
export const postgresqlPrograms: string | null = (() => {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
  const wanted = versions.includes(15) ? 15 : Math.max(0, ...versions.filter((version) => version > 15));
  return wanted === 0 ? null : join(root, String(wanted), 'bin');
})();

/** PostgreSQL refuses to run as root: then as the user of its package, or as nobody. */
export function ordinaryUser(): { name: string; uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody'])
    try {
      const number = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { name, uid: number('-u'), gid: number('-g') };
    } catch {
      // There is no such user; try the next.
    }
  return null;
}

/** A throw-away cluster that may start as a copy of one that was kept. */
export interface Cluster extends HubDatabase {
  readonly url: (database: string) => string;
  /** Ends it in order and copies its files into this folder, which must not be there. */
  keep(to: string): Promise<void>;
}

/**
 * A throw-away cluster, reached by a socket in its own folder only. Nothing is waited for on the disk, unless `durable`.
 * @param from a folder that `keep` has filled
 */
export async function startPostgresql(from: string | null = null, durable = false): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'candour-pg-'));
  const user = ordinaryUser();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const run = (program: string, args: string[]) => {
    const path = join(postgresqlPrograms!, program);
    const as = user === null ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
    const [file, rest] = user === null ? [path, args] : ['setpriv', [...as, path, ...args]];
    execFileSync(file, rest, { stdio: 'ignore', cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } });
  };
  const data = join(folder, 'data');
  const settings = `-c fsync=${durable ? 'on' : 'off'} -c listen_addresses= -c max_connections=120`;
  if (from === null)
    run('initdb', ['-D', data, '-U', 'candour', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
  else execFileSync('cp', ['-a', from, data]);
  const start = `${settings} -c unix_socket_directories=${folder}`;
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', start, 'start']);
  const url = (database: string) => `postgresql://candour@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const first = await opened({ kind: 'postgresql', url: url('postgres'), connections: 2 });
  let current: Db | null = null;
  let made = 0;
  return {
    url,
    async fresh() {
      await current?.destroy();
      const name = `hub_${++made}`;
      await sql.raw(`create database ${name}`).execute(first);
      current = await opened({ kind: 'postgresql', url: url(name), connections: 20 });
      return current;
    },
    async keep(to) {
      await current?.destroy();
      await first.destroy();
      run('pg_ctl', ['-D', data, '-m', 'fast', '-w', '-t', '300', 'stop']);
      execFileSync('cp', ['-a', data, to]);
      rmSync(folder, { recursive: true, force: true });
    },
    async stop() {
      await current?.destroy();
      await first.destroy();
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same tests run on each: PGlite always, PostgreSQL where it is installed. */
export const hubDatabases = [
  { name: 'PGlite', available: true, start: startPglite },
  { name: 'PostgreSQL', available: postgresqlPrograms !== null, start: () => startPostgresql() },
] as const;
