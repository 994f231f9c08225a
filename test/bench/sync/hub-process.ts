/** A hub in a process of its own, on PostgreSQL where it is installed, with a demonstration of so many reports. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { adminClient } from '../../../server/cli/admin-client.ts';
import { httpTransport } from '../../../server/device/transport.ts';
import { postgresqlPrograms, startPostgresql } from '../../integration/support/hub-databases.ts';

const cli = new URL('../../../server/cli.ts', import.meta.url).pathname;

export async function startHubProcess(reports: number) {
  const data = mkdtempSync(join(tmpdir(), 'candour-bench-hub-'));
  const postgresql = postgresqlPrograms === null ? null : await startPostgresql();
  await postgresql?.fresh();
  const database = postgresql?.url('hub_1') ?? null;
  const env = { ...process.env, NODE_NO_WARNINGS: '1', ...(database !== null && { DATABASE_URL: database }) };
  const run = async (...args: string[]) => {
    const options = { env, maxBuffer: 64 << 20 };
    return (await promisify(execFile)(process.execPath, [cli, ...args, '--data', data], options)).stdout;
  };
  await run('demo', '--count', String(reports), '--json');
  const hub = spawn(process.execPath, [cli, 'serve', '--port', '0', '--data', data], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    hub.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()));
    hub.once('exit', () => reject(new Error('the hub ended')));
  });
  const { listening: url } = JSON.parse(line) as { listening: string };
  const transport = httpTransport(url);
  const admin = adminClient({ transport, adminToken: readFileSync(join(data, 'admin-token'), 'utf8').trim() });
  const desks = (await admin.units()).filter(({ kind }) => kind === 'desk').map(({ unit }) => unit);
  return {
    url,
    transport,
    admin,
    desks,
    database,
    /** A person who assesses at every desk, and a one-time code for a workstation of theirs. */
    async assessor(name: string) {
      const memberships = desks.map((unit) => ({ unit, role: 'assessor' as const }));
      const user = await admin.setUser({ name, memberships });
      return { user, code: (await admin.makeCode(user)).code };
    },
    /** The keyring grants every workstation that waits. */
    grantAll: () => run('grant', '--demonstration'),
    /** So many reports more, as a day brings them. */
    more: (count: number, seed: number) => run('demo', '--count', String(count), '--seed', String(seed), '--json'),
    /** The most memory that the hub has held, bytes. Linux only. */
    peakBytes: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${hub.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    async stop() {
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      hub.kill('SIGTERM');
      await ended;
      await postgresql?.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
export type HubProcess = Awaited<ReturnType<typeof startHubProcess>>;
