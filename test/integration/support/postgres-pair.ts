import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { ordinaryUser, postgresqlPrograms } from './hub-databases.ts';

/**
 * A PostgreSQL primary and its synchronous standby, each a cluster of its own in a throw-away folder, reached by
 * sockets only, run by an ordinary user.
 */
export async function startPostgresPair() {
  const folder = mkdtempSync(join(tmpdir(), 'candour-pair-'));
  const user = ordinaryUser();
  const own = (path: string) => user !== null && chownSync(path, user.uid, user.gid);
  own(folder);
  const sockets = ['first', 'second'].map((name) => {
    const socket = join(folder, `${name}-socket`);
    mkdirSync(socket);
    own(socket);
    return socket;
  }) as [string, string];
  const data = [join(folder, 'first'), join(folder, 'second')] as const;
  const run = (program: string, args: string[]) => {
    const path = join(postgresqlPrograms!, program);
    const as = user === null ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
    const [file, rest] = user === null ? [path, args] : ['setpriv', [...as, path, ...args]];
    execFileSync(file, rest, { stdio: 'ignore', cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } });
  };
  const start = (at: 0 | 1) => {
    const settings = `-c listen_addresses= -c unix_socket_directories=${sockets[at]} -c max_connections=120`;
    run('pg_ctl', ['-D', data[at], '-w', '-l', join(folder, `log-${at}`), '-o', settings, 'start']);
  };
  run('initdb', ['-D', data[0], '-U', 'candour', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
  start(0);
  run('pg_basebackup', ['-h', sockets[0], '-U', 'candour', '-D', data[1], '-R', '-X', 'stream', '-c', 'fast']);
  // The standby's name, by which the primary waits for it.
  appendFileSync(
    join(data[1], 'postgresql.auto.conf'),
    `\nprimary_conninfo = 'host=${sockets[0]} user=candour application_name=second'\n`,
  );
  start(1);
  const ask = async (at: 0 | 1, text: string) => {
    const client = new pg.Client({ host: sockets[at], user: 'candour', database: 'postgres' });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };
  await ask(0, `alter system set synchronous_standby_names = 'second'`);
  await ask(0, 'select pg_reload_conf()');
  for (;;) {
    const [row] = await ask(0, `select sync_state from pg_stat_replication`);
    if (row?.['sync_state'] === 'sync') break;
    await wait(50);
  }
  return {
    /** One connection setting that names both hosts. */
    url: `postgresql://candour@/postgres?host=${sockets.join(',')}`,
    hostUrl: (at: 0 | 1) => `postgresql://candour@localhost/postgres?host=${encodeURIComponent(sockets[at])}`,
    ask,
    /** As a machine loses its power: the postmaster and every process of it. */
    killPrimary() {
      const pid = Number(readFileSync(join(data[0], 'postmaster.pid'), 'utf8').split('\n')[0]);
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).map(Number);
      for (const each of [pid, ...children])
        try {
          process.kill(each, 'SIGKILL');
        } catch {
          // It ended by itself.
        }
    },
    /** The standby becomes the primary, and waits for nobody until it has a standby of its own. */
    async takeOver() {
      await ask(1, 'select pg_promote()');
      await ask(1, `alter system set synchronous_standby_names = ''`);
      await ask(1, 'select pg_reload_conf()');
    },
    stop() {
      for (const at of [1, 0] as const)
        try {
          run('pg_ctl', ['-D', data[at], '-m', 'immediate', 'stop']);
        } catch {
          // It was killed.
        }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type PostgresPair = Awaited<ReturnType<typeof startPostgresPair>>;
